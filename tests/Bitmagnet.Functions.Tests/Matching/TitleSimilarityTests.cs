using Bitmagnet.Functions.Matching;

namespace Bitmagnet.Functions.Tests.Matching;

public sealed class TitleSimilarityTests
{
    [Theory]
    [InlineData("Amelie", "Amélie", TitleAgreement.Equal, 1)]
    [InlineData("", "", TitleAgreement.Different, 0)]
    [InlineData("", "Heat", TitleAgreement.Different, 0)]
    [InlineData("Heat", "", TitleAgreement.Different, 0)]
    [InlineData("Matrix", "The Matrix", TitleAgreement.ArticleDiffers, 0.98)]
    [InlineData("Harbour Lights 1", "Harbour Lights", TitleAgreement.FirstPart, 0.96)]
    [InlineData("Harbour Lights", "Harbour Lights 1", TitleAgreement.FirstPart, 0.96)]
    [InlineData("Harbour Lights 2", "Harbour Lights", TitleAgreement.Different, 0)]
    [InlineData("1", "Harbour", TitleAgreement.Different, 0)]
    [InlineData("Dark Tide", "Dark Tide: The Long Return", TitleAgreement.SubtitleMissing, 0.9)]
    [InlineData("It", "It: Chapter Two", TitleAgreement.Different, 0)]
    [InlineData("Ghosts UK", "Ghosts", TitleAgreement.CountryAdded, 0.9)]
    [InlineData("Ghosts UK", "Houses", TitleAgreement.Different, 0)]
    [InlineData("Ghosts Again", "Ghosts", TitleAgreement.Different, 0)]
    public void Of_TwoTitles_IsHowTheyAgree(string name, string title, TitleAgreement agreement, double value) =>
        Assert.Equal(new TitleSimilarity(agreement, value), Of(name, title));

    /// <summary>One letter in eight may differ, in titles of eight letters and more.</summary>
    [Theory]
    [InlineData("Lighthouse Keeper", "Lighthose Keeper", 0.91)] // 16 letters, one missing
    [InlineData("Lighthouse Keeper", "Lighthouze Keepar", 14 / 16.0)] // two changed
    [InlineData("Lighthouse Keeper", "Lighthouse Keeperin", 16 / 18.0)] // two added
    [InlineData("Labyrint", "Labyrynt", 7 / 8.0)] // eight letters
    public void Of_AMisspeltTitle_IsNearlyEqual(string name, string title, double value)
    {
        var similarity = Of(name, title);

        Assert.Equal(TitleAgreement.Misspelt, similarity.Agreement);
        Assert.Equal(value, similarity.Value, 6);
    }

    [Theory]
    [InlineData("Lighthouse Keeper", "Lighthauze Keepar")] // three of 16 letters
    [InlineData("Lighthouse Keeper", "Lighthouse Keeperine")] // three added
    [InlineData("Labyrin", "Labyryn")] // too short
    [InlineData("Labyrint", "Labyryyt")] // two of eight
    [InlineData("Lighthouse", "Lighthouses")] // the plural is another title
    [InlineData("Lighthouses", "Lighthouse")]
    [InlineData("Lighthouse 12", "Lighthouse 13")] // so is another number
    [InlineData("Lighthousekeeper", "Lighthouse Keepar")] // the title has a word more
    public void Of_WhatIsNoMisspelling_IsDifferent(string name, string title) => Assert.Equal(new TitleSimilarity(TitleAgreement.Different, 0), Of(name, title));

    /// <summary>The comparison is quadratic; names come from strangers.</summary>
    [Theory]
    [InlineData(120, TitleAgreement.Misspelt)]
    [InlineData(121, TitleAgreement.Different)]
    public void Of_VeryLongTitles_AreComparedUpToALength(int length, TitleAgreement expected) =>
        Assert.Equal(expected, Of(new string('a', length - 1) + "b", new string('a', length)).Agreement);

    private static TitleSimilarity Of(string name, string title) => TitleSimilarity.Of(TitleNormaliser.Normalise(name), TitleNormaliser.Normalise(title));
}
