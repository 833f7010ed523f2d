namespace Bitmagnet.Functions.Releases;

/// <summary>What a release name says its content is.</summary>
public enum ReleaseKind
{
    /// <summary>The name does not tell.</summary>
    Unknown,

    /// <summary>A film.</summary>
    Movie,

    /// <summary>A series: the name has episodes, seasons or an air date.</summary>
    Tv,
}
