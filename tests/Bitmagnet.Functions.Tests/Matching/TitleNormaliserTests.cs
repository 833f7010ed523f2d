using Bitmagnet.Functions.Matching;

namespace Bitmagnet.Functions.Tests.Matching;

public sealed class TitleNormaliserTests
{
    [Theory]
    [InlineData("Matrix, The", "The Matrix")]
    [InlineData("Ocean's Eleven", "oceans 11")]
    [InlineData("S.W.A.T.", "SWAT")]
    [InlineData("S W A T", "swat")]
    [InlineData("Spider-Man", "Spiderman")]
    [InlineData("Tom & Jerry", "Tom und Jerry")]
    [InlineData("Rocky II", "Rocky 2")]
    [InlineData("Alien³", "Alien 3")]
    [InlineData("The Godfather Part II", "The Godfather 2")]
    [InlineData("John Wick: Chapter Two", "John Wick 2")]
    [InlineData("Amélie", "AMELIE")]
    [InlineData("Ёлки", "елки")]
    [InlineData("Đặng Lệ", "dang le")]
    [InlineData("Ｆａｔｅ", "fate")]
    [InlineData("Straße", "Strasse")]
    public void Normalise_SpellingsOfOneTitle_GiveOneKey(string one, string other) =>
        Assert.Equal(TitleNormaliser.Normalise(one).Key, TitleNormaliser.Normalise(other).Key);

    [Theory]
    [InlineData("Rocky", "Rocky II")]
    [InlineData("Grace", "Will & Grace")]
    [InlineData("Alien", "Aliens")]
    [InlineData("The Host", "Host")]
    [InlineData("Malcolm X", "Malcolm")]
    [InlineData("Кухня", "Кухни")]
    public void Normalise_DifferentTitles_GiveDifferentKeys(string one, string other) =>
        Assert.NotEqual(TitleNormaliser.Normalise(one).Key, TitleNormaliser.Normalise(other).Key);

    [Theory]
    [InlineData("Matrix, The", "the matrix")]
    [InlineData("Mission: Impossible - Fallout", "mission impossible fallout")]
    [InlineData("Schindler’s List", "schindlers list")]
    [InlineData("Will & Grace", "will and grace")]
    [InlineData("S.W.A.T.", "s.w.a.t.")]
    [InlineData("  The   Matrix. ", "the matrix")]
    [InlineData("...", "")]
    [InlineData("Ocean's Eleven", "oceans eleven")]
    [InlineData("Oceans Eleven", "oceans eleven")]
    [InlineData("Boys' Night", "boys night")]
    [InlineData("Don't Look Up", "dont look up")]
    [InlineData("L'Avventura", "l'avventura")]
    [InlineData("Law&Order", "law and order")]
    [InlineData("Alien³", "alien 3")]
    public void Query_Title_IsOneSpelling(string title, string query) => Assert.Equal(query, TitleNormaliser.Query(title));

    [Fact]
    public void Normalise_MegabyteOfSeparatorsAndLetters_IsLinear()
    {
        var hostile = string.Concat(Enumerable.Repeat("a., ' & II ", 100_000));

        Assert.NotEmpty(TitleNormaliser.Normalise(hostile).Key);
        Assert.NotEmpty(TitleNormaliser.Query(hostile));
    }

    [Theory]
    [InlineData("Brat aka Brother", 2)]
    [InlineData("Брат / Brother", 2)]
    [InlineData("Face/Off", 1)]
    [InlineData("Karaoke", 1)]
    public void Alternatives_Title_GivesItsParts(string title, int parts) => Assert.Equal(parts, TitleNormaliser.Alternatives(title).Count);
}
