namespace Bitmagnet.Functions.Releases;

/// <summary>What a word of a release name may mean.</summary>
internal enum Mark
{
    /// <summary>A word without a known meaning: it may belong to the title.</summary>
    Word,

    /// <summary>A technical word that no title contains: it ends the title anywhere.</summary>
    Noise,

    /// <summary>A release word that titles contain too: it counts only at the title's end.</summary>
    Soft,

    /// <summary>A language's name, which titles contain too: it counts only at the title's end.</summary>
    Language,

    /// <summary>A dubbing word that no title contains: it names a language and ends the title.</summary>
    Dubbing,

    /// <summary>A word for several films in one release.</summary>
    Pack,

    /// <summary>A word used for software, music or books.</summary>
    Foreign,
}
