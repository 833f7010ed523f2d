using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// Asks at start which schema the database has, beside the start rather than before it: a schema that is not supported ends the
/// application with one line; a database that is away is asked again, since it may come.
/// </summary>
internal sealed class SchemaCheck(
    IndexSchemaSource schemas, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SchemaCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Log.SchemaFound(logger, (await schemas.GetAsync(stoppingToken)).Version);
                return;
            }
            catch (SchemaNotSupportedException e)
            {
                Log.SchemaNotSupported(logger, e.Message);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            catch (NpgsqlException e)
            {
                Log.DatabaseAway(logger, e.Message, Pause);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }
}
