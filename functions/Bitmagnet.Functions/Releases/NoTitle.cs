namespace Bitmagnet.Functions.Releases;

/// <summary>Why a name gives no single title.</summary>
public enum NoTitle
{
    /// <summary>The name gives one.</summary>
    None,

    /// <summary>The name is of several films.</summary>
    Pack,

    /// <summary>The name is plainly of music, an archive, a book or software.</summary>
    OtherMedia,

    /// <summary>The name is a hash, an id or a checksum.</summary>
    Code,

    /// <summary>The name has only markers and technical words.</summary>
    NoWords,
}
