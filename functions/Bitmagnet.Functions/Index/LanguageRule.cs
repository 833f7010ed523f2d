namespace Bitmagnet.Functions.Index;

/// <summary>What the content's original language does to the languages that the row has (bitmagnet contract §6).</summary>
public enum LanguageRule
{
    /// <summary>It counts where there is none yet.</summary>
    WhereNone,

    /// <summary>It joins them: the release's name says that it has several.</summary>
    Joins,

    /// <summary>It stands alone, if bitmagnet knows it: content found before the name is read leaves no room for the name's languages.</summary>
    Alone,
}
