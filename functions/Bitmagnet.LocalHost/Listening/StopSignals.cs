namespace Bitmagnet.LocalHost.Listening;

/// <summary>The three steps of a stop.</summary>
/// <param name="Stop">Start nothing more, and finish what runs.</param>
/// <param name="Cancel">Time is up: functions are told to end.</param>
/// <param name="Leave">They do not: return what they hold, and go.</param>
internal sealed record StopSignals(CancellationToken Stop, CancellationToken Cancel, CancellationToken Leave);
