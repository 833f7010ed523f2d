using System.Net.Sockets;
using Bitmagnet.Functions.Notifications;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks that each address for notifications can be reached. Sends nothing.</summary>
internal static class NotifyCheck
{
    private const string Part = "notifications";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="InvalidSettingsException">A setting is not allowed; SettingsCheck reports it.</exception>
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        var targets = SettingsReader.Read<NotifyOptions>(settings).Targets;
        return targets.Count == 0
            ? [new Diagnosis(Part, Verdict.Ok, "NOTIFY_URLS is not set: nobody is told when health changes.")]
            : await Task.WhenAll(targets.Select(target => ReachAsync(target, cancellationToken)));
    }

    private static async Task<Diagnosis> ReachAsync(NotifyTarget target, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(target.Address.Host, target.Address.Port, deadline.Token);
            return new Diagnosis(Part, Verdict.Ok, $"{target} can be reached; the command notify sends a test.");
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var why = e is SocketException socket ? $"{socket.SocketErrorCode}" : "no answer in time";
            return new Diagnosis(Part, Verdict.Look, $"{target} cannot be reached ({why}): nothing is told there.", "Correct its address in NOTIFY_URLS, or let this machine reach it.");
        }
    }
}
