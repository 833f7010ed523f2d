using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Explaining;

/// <summary>Finds the name of a torrent for a person who has its info hash.</summary>
internal static class TorrentName
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The name in bitmagnet's database, or one line that says why there is none.</summary>
    /// <exception cref="InvalidSettingsException">A POSTGRES_ setting has a value that is not allowed.</exception>
    public static async Task<(string? Name, string? Problem)> FindAsync(IConfiguration configuration, InfoHash infoHash, CancellationToken cancellationToken)
    {
        var connection = PostgresConnection.Read(SettingsReader.Read<PostgresOptions>(configuration));
        await using var database = connection.CreateDataSource();
        await using var command = database.Command("SELECT name FROM torrents WHERE info_hash = $1", infoHash.ToBytes());
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            // On a thread of its own, and with a deadline: not every driver heeds a token while it connects.
            var name = await Task.Run(() => command.ExecuteScalarAsync(deadline.Token), cancellationToken).WaitAsync(Patience, cancellationToken) as string;
            return (name, name is null ? $"bitmagnet has no torrent {infoHash}." : null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && (DatabaseFaults.IsOfTheDatabase(e) || e is TimeoutException or OperationCanceledException or System.Net.Sockets.SocketException))
        {
            return (null, $"The torrent's name cannot be looked up: {(e is TimeoutException or OperationCanceledException ? "PostgreSQL does not answer in time" : DatabaseFaults.Describe(e))}.");
        }
    }
}
