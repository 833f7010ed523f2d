using Bitmagnet.Functions.Index.TextSearch;

namespace Bitmagnet.Functions.Tests.Index.TextSearch;

public sealed class SearchVectorTests
{
    /// <summary>Facts measured with bitmagnet's own functions: content vector, old vector, combined vector.</summary>
    private static string[][] MeasuredVectors()
    {
        using var reader = new StreamReader(typeof(SearchVectorTests).Assembly.GetManifestResourceStream("CombinedVectors.tsv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[2..])];
    }

    [Fact]
    public async Task CombineSql_EveryMeasuredLine_GivesBitmagnetsVector()
    {
        await using var database = await IndexDatabase.CreateAsync();
        var lines = MeasuredVectors();
        await using var command = database.Source.CreateCommand(
            $"SELECT ({SearchVector.CombineSql})::text FROM (SELECT $1::tsvector AS tsv) c, (SELECT $2::tsvector AS tsv) t");
        command.Parameters.Add(new NpgsqlParameter<string>());
        command.Parameters.Add(new NpgsqlParameter<string>());
        var reproduced = 0;
        foreach (var line in lines)
        {
            ((NpgsqlParameter<string>)command.Parameters[0]).TypedValue = line[0];
            ((NpgsqlParameter<string>)command.Parameters[1]).TypedValue = line[1];
            Assert.Equal(line[2], (string?)await command.ExecuteScalarAsync(Token));
            reproduced++;
        }

        Assert.Equal(75, reproduced);
    }

    [Theory]
    [InlineData("Amélie O'Brien Straße", "amelie o brien strasse")]
    [InlineData("день ПОДЪЕЗД Ёлка", "den_sq_ pod_sq_ezd iolka")]
    [InlineData("Ζορμπάς Ψ", "zormpas ps")]
    [InlineData("北京 東", "Bei Jing Dong")]
    [InlineData("기생충", "gi saeng cung")]
    [InlineData("しちつっ シチツッ アニメ", "shi chi tsu tsu shi chi tsu tsu a ni me")]
    [InlineData("وجدة", "wjd@")]
    [InlineData("שלום", "SHlvm")]
    [InlineData("ﬁne", "fi ne")]
    [InlineData("½ Ⅷ ², 𝔸", "")]
    [InlineData("İstanbul 1st", "istanbul 1st")]
    [InlineData("e\u0301te", "e te")]
    [InlineData("snake_case-Face/Off", "snake case face off")]
    public void Tokenize_OneScript_GivesBitmagnetsWords(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Tokenizer.Tokenize(text)));

    [Fact]
    public void Of_Content_AddsTextsInBitmagnetsOrderAndWeights()
    {
        var content = Contents.Amelie;

        // Title 1, original title 3–7, year 9, genres 11 and 13, ids 15; franchise, poster path and tmdb id are left out.
        Assert.Equal(
            "'2001':9B 'amelie':1A,7A 'comedy':11 'd':6A 'destin':5A 'fabuleux':4A 'le':3A 'romance':13 'tt0211915':15",
            SearchVector.Of(content).ToString());
    }

    [Fact]
    public void Of_OriginalTitleIdenticalOrEmpty_AddsNothing()
    {
        var content = Contents.Amelie with { Collections = [], Attributes = [] };

        Assert.Equal("'2001':3B 'amelie':1A", SearchVector.Of(content with { OriginalTitle = "Amélie" }).ToString());
        Assert.Equal("'2001':3B 'amelie':1A", SearchVector.Of(content with { OriginalTitle = "" }).ToString());
        Assert.Equal("'2001':3B 'amelie':1A", SearchVector.Of(content with { OriginalTitle = null }).ToString());
        Assert.Equal("", SearchVector.Of(content with { Title = "…", OriginalTitle = "", ReleaseDate = null, ReleaseYear = null }).ToString());
    }

    [Fact]
    public async Task ToString_AnyText_IsALiteralThatPostgreSqlReadsUnchanged()
    {
        await using var database = await IndexDatabase.CreateAsync();
        var literal = new SearchVector().Add("ъ \\ ' день 'x' 北'京 b a", 'A').Add(new string('x', 3000), 'D').Add("end", 'C').ToString();
        await using var command = database.Source.CreateCommand("SELECT $1::tsvector::text");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = literal });

        var stored = (string?)await command.ExecuteScalarAsync(Token);

        Assert.Equal("'Bei':4A 'Jing':5A '_sq_':1A 'a':7A 'b':6A 'den_sq_':2A 'end':11C 'x':3A", stored);
    }

    [Fact]
    public void Of_Torrent_AddsVideoColumnsHashNameAndFilesInOrder() => Assert.Equal(
        "'0123456789abcdef0123456789abcdef01234567':13A '1080p':1C '3d':7C 'a':18 'b':21 'bluray':3C 'grp':11C 'mkv':19 'movie':15A,17 'remux':9C 'x264':5C",
        SearchVector.Of(
            "V1080p", "BluRay", "x264", "V3DSBS", "REMUX", "GRP", InfoHash.Parse("0123456789abcdef0123456789abcdef01234567"), "Movie",
            ["Movie/b.mkv", "Movie/a.mkv"]).ToString());
}
