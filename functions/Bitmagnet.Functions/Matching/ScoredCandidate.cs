using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Matching;

/// <summary>A candidate with its score, from 0 to 1, and how the best of its titles and its year agree with the name.</summary>
public sealed record ScoredCandidate(Candidate Candidate, TitleAgreement Title, YearAgreement Year, double Score)
{
    /// <summary>The reasons, in words.</summary>
    public string InWords => (Title switch
    {
        TitleAgreement.Equal => "its title is the name's",
        TitleAgreement.ArticleDiffers => "its title is the name's but for an article",
        TitleAgreement.FirstPart => "its title is the name's but for a 1",
        TitleAgreement.SubtitleMissing => "its title is the name's but for a subtitle",
        TitleAgreement.CountryAdded => "its title is the name's without the country, which it comes from",
        TitleAgreement.Misspelt => "its title is the name's but for a slip of the pen",
        _ => "its title is not the name's",
    }) + (Year switch
    {
        YearAgreement.Equal => ", and so is its year",
        YearAgreement.OneApart => ", and its year is one apart",
        YearAgreement.NotNamed => "; the name has no year",
        YearAgreement.NotKnown => "; its year is not known",
        YearAgreement.Later => ", and it began before the year of the name",
        _ => "; its year is another",
    });
}
