namespace Bitmagnet.Functions.Tests.Telemetry;

/// <summary>
/// OpenTelemetry listens to the whole process, by the names of meters and sources: beside other tests it would measure what these do.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
