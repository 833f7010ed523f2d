namespace Bitmagnet.LocalHost.Listening;

/// <summary>Runs one function whenever its trigger says so.</summary>
internal interface IListener
{
    /// <summary>Works until <see cref="StopSignals.Stop"/>, then waits for its running functions. One that throws, or ends before, begins again.</summary>
    Task RunAsync(StopSignals signals);
}

/// <summary>The three steps of a stop.</summary>
/// <param name="Stop">Functions finish, and no new one starts.</param>
/// <param name="Cancel">Functions still run after the limit: their tokens are cancelled.</param>
/// <param name="Leave">Functions ignore their tokens: listeners give up their leases and end.</param>
internal sealed record StopSignals(CancellationToken Stop, CancellationToken Cancel, CancellationToken Leave);
