using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Matching;

/// <summary>How similar two titles are. Pure.</summary>
/// <param name="Agreement">How they agree.</param>
/// <param name="Value">1 for equal, 0 for different.</param>
public readonly record struct TitleSimilarity(TitleAgreement Agreement, double Value)
{
    /// <summary>Longer titles are not compared for typing errors, which bounds the work.</summary>
    private const int LongestMisspelt = 120;

    /// <summary>In shorter titles one changed letter makes another title ("Alien", "Aliens"; "Troy", "Tron").</summary>
    private const int ShortestMisspelt = 8;

    private static readonly TitleSimilarity None = new(TitleAgreement.Different, 0);

    /// <summary>How <paramref name="name"/>, from a release, agrees with <paramref name="title"/>, of a candidate.</summary>
    public static TitleSimilarity Of(NormalisedTitle name, NormalisedTitle title) =>
        name.Key.Length == 0 || title.Key.Length == 0 ? None
        : name.Key == title.Key ? new(TitleAgreement.Equal, 1)
        : name.BareKey == title.BareKey ? new(TitleAgreement.ArticleDiffers, 0.98)
        : IsFirstPart(name, title) || IsFirstPart(title, name) ? new(TitleAgreement.FirstPart, 0.96)
        : title.HeadKey is { Length: >= 3 } head && head == name.BareKey ? new(TitleAgreement.SubtitleMissing, 0.9)
        : name.Country is not null && name.Words.SkipLast(1).SequenceEqual(title.Words) ? new(TitleAgreement.CountryAdded, 0.9)
        : Misspelt(name, title);

    private static bool IsFirstPart(NormalisedTitle first, NormalisedTitle bare) =>
        first.Words.Count > 1 && first.Words[^1] == "1" && first.BareKey.AsSpan(0, first.BareKey.Length - 1).SequenceEqual(bare.BareKey);

    private static TitleSimilarity Misspelt(NormalisedTitle name, NormalisedTitle title)
    {
        var longest = Math.Max(name.BareKey.Length, title.BareKey.Length);
        var shortest = Math.Min(name.BareKey.Length, title.BareKey.Length);
        var most = longest / 8;
        if (shortest < ShortestMisspelt || longest > LongestMisspelt || longest - shortest > most
            || !name.Numbers.SequenceEqual(title.Numbers) || name.Words.Count < title.Words.Count
            || name.BareKey + "s" == title.BareKey || title.BareKey + "s" == name.BareKey)
        {
            return None;
        }

        var distance = EditDistance.Between(name.BareKey, title.BareKey);
        return distance <= most ? new(TitleAgreement.Misspelt, Math.Min(0.91, 1 - ((double)distance / longest))) : None;
    }
}
