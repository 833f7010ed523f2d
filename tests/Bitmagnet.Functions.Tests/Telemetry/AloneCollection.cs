namespace Bitmagnet.Functions.Tests.Telemetry;

/// <summary>
/// OpenTelemetry listens to the whole process by the names of meters and sources, so beside other tests it would measure their work.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
