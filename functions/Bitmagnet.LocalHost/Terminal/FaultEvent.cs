using Bitmagnet.Functions.Health;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>What a log event says about a part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Finding">The fault; null: it is over.</param>
internal sealed record FaultEvent(FaultPart Part, Finding? Finding);
