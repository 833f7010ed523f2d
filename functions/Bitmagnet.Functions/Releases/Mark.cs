namespace Bitmagnet.Functions.Releases;

/// <summary>What a word may mean beside being a word of the title.</summary>
internal enum Mark
{
    /// <summary>Nothing known.</summary>
    Word,

    /// <summary>A technical word that no title contains: ends the title wherever it stands.</summary>
    Noise,

    /// <summary>A release word that titles contain too: noise only next to the title's end.</summary>
    Soft,

    /// <summary>A language; noise only next to the title's end.</summary>
    Language,

    /// <summary>A dubbing word that no title contains: names a language, ends the title.</summary>
    Dubbing,

    /// <summary>A word for several films in one.</summary>
    Pack,

    /// <summary>A word of software, music or books.</summary>
    Foreign,
}
