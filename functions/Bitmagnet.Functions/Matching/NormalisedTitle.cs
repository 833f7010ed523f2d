namespace Bitmagnet.Functions.Matching;

/// <summary>A title in the form in which titles are compared.</summary>
/// <param name="Words">Folded words; a moved article is back in front; numbers are digits; "and" in its spellings is gone.</param>
/// <param name="Key">The words without spaces, so that "Spider-Man" and "Spiderman" are equal. Empty where a title has no word.</param>
/// <param name="BareKey">The key without a leading article.</param>
/// <param name="Numbers">The words that are numbers, in order: sequels must agree in them.</param>
/// <param name="HeadKey">The bare key of the part before a subtitle (": ", " - ", " or "), null where there is none.</param>
/// <param name="Country">The country that the last word names, as its ISO 3166-1 code; null where it names none.</param>
public sealed record NormalisedTitle(
    IReadOnlyList<string> Words, string Key, string BareKey, IReadOnlyList<string> Numbers, string? HeadKey, string? Country);
