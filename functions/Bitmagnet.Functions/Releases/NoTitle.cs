namespace Bitmagnet.Functions.Releases;

/// <summary>Why a name gives no single title.</summary>
public enum NoTitle
{
    /// <summary>It gives one.</summary>
    None,

    /// <summary>It names several films.</summary>
    Pack,

    /// <summary>It is plainly of music, an archive, a book or software.</summary>
    OtherMedia,

    /// <summary>It is a hash, an id or a checksum.</summary>
    Code,

    /// <summary>It has no word beside markers and technical words.</summary>
    NoWords,
}
