using Bitmagnet.Functions.Sweeping;
using Npgsql;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks in bitmagnet's queue whether bitmagnet itself still calls TMDB.</summary>
internal static class BitmagnetCheck
{
    private const string Part = "bitmagnet";
    private const int LookSeconds = 5;

    // Any failed job of the last day counts; on a queue of millions the query still gets only a few seconds.
    private const string LastErrors =
        """
        SELECT error, ran_at FROM queue_jobs
        WHERE status IN ('retry', 'failed') AND error IS NOT NULL AND ran_at > now() - interval '1 day' ORDER BY ran_at DESC LIMIT 500
        """;

    public static async Task<Diagnosis> LookAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand(LastErrors);
            command.CommandTimeout = LookSeconds;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (TmdbErrors.Explain(reader.GetString(0)))
                {
                    return new Diagnosis(
                        Part, Verdict.Look,
                        $"bitmagnet itself calls TMDB: a job of its own failed for it at {reader.GetFieldValue<DateTimeOffset>(1):u}.",
                        "Set TMDB_ENABLED=false for bitmagnet and restart it.");
                }
            }

            return new Diagnosis(Part, Verdict.Ok, "No job of bitmagnet's failed for TMDB within the last day.");
        }
        catch (NpgsqlException e)
        {
            return new Diagnosis(
                Part, Verdict.Look, $"Whether bitmagnet calls TMDB could not be read from its queue within {LookSeconds} seconds ({e.SqlState ?? e.GetType().Name}).",
                "Make sure that bitmagnet runs with TMDB_ENABLED=false; status says so, too, after the first sweep.");
        }
    }
}
