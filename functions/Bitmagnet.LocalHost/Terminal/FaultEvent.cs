using Bitmagnet.Functions.Health;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>What an event says of a part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Finding">Its fault; null: it is over.</param>
internal sealed record FaultEvent(FaultPart Part, Finding? Finding);
