namespace Bitmagnet.Functions.Releases;

/// <summary>What a release name says its content is.</summary>
public enum ReleaseKind
{
    /// <summary>The name does not tell.</summary>
    Unknown,

    /// <summary>A film.</summary>
    Movie,

    /// <summary>A series: episodes, seasons or an air date are named.</summary>
    Tv,
}
