namespace Bitmagnet.Functions.Matching;

/// <summary>How a name's title and a candidate's title agree, best first.</summary>
public enum TitleAgreement
{
    /// <summary>Equal except for case, accents, punctuation, "and", and the spelling of numbers.</summary>
    Equal,

    /// <summary>Equal except for a leading article.</summary>
    ArticleDiffers,

    /// <summary>Equal except for a "1" that only one of them has ("Rocky I").</summary>
    FirstPart,

    /// <summary>The name is the candidate's title without its subtitle.</summary>
    SubtitleMissing,

    /// <summary>Series only: the name is the candidate's title with a country behind it ("The Office US").</summary>
    CountryAdded,

    /// <summary>A typing error: few letters differ for the length, and all numbers agree.</summary>
    Misspelt,

    /// <summary>Different titles.</summary>
    Different,
}
