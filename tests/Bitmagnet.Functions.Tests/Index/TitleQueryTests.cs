using Bitmagnet.Functions.Index.TextSearch;

namespace Bitmagnet.Functions.Tests.Index;

public sealed class TitleQueryTests
{
    // Each letter is four bytes once transliterated: щ is "shch".
    private static readonly string Long = new('щ', 260);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Build_WordsTooLongToBeJoined_IsAQueryThatPostgresTakes(int words)
    {
        await using var database = await IndexDatabase.CreateAsync();
        var query = TitleQuery.Build(string.Join('.', Enumerable.Repeat(Long, words)));

        Assert.NotNull(query);
        Assert.Equal("t", await database.ValueAsync($"SELECT '{query.Replace("'", "''", StringComparison.Ordinal)}'::tsquery IS NOT NULL"));
    }

    [Fact]
    public async Task Words_AWordThatNoVectorCanHold_MatchesNothing()
    {
        await using var database = await IndexDatabase.CreateAsync();

        Assert.Null(TitleQuery.Build(Long + Long + Long));
        Assert.Equal("f", await database.ValueAsync($"SELECT 'a:1'::tsvector @@ '{TitleQuery.Words(Long + Long + Long)}'::tsquery"));
    }
}
