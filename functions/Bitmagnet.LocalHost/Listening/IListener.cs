namespace Bitmagnet.LocalHost.Listening;

/// <summary>Runs one function whenever its trigger says so.</summary>
internal interface IListener
{
    /// <summary>Works until <see cref="StopSignals.Stop"/>, then waits for its running functions. Does not throw.</summary>
    Task RunAsync(StopSignals signals);
}
