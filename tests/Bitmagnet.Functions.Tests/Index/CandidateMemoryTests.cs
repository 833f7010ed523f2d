namespace Bitmagnet.Functions.Tests.Index;

public sealed class CandidateMemoryTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Content that bitmagnet adds is seen soon; content in memory stays there.</summary>
    [Theory]
    [InlineData(0, 59, true)]
    [InlineData(0, 60, false)]
    [InlineData(3, 599, true)]
    [InlineData(3, 600, false)]
    public void Get_AfterATime_NothingFoundIsForgottenSoonAndOthersLater(int candidates, int seconds, bool isKept)
    {
        using var memory = new CandidateMemory(time);
        memory.Set(("title", ContentType.Movie), Candidates(candidates));

        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isKept, memory.Get(("title", ContentType.Movie)) is not null);
        Assert.Null(memory.Get(("title", ContentType.TvShow)));
    }

    /// <summary>A title counts as many as it has candidates, so the bound is on memory rather than on titles.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(1)]
    public void Set_MoreThanTheBound_HoldsNoMoreCandidatesThanThat(int candidates)
    {
        using var memory = new CandidateMemory(time);
        var answer = Candidates(candidates);

        for (var i = 0; i < 1.5 * CandidateMemory.MaxCandidates / candidates; i++)
        {
            memory.Set(($"title {i}", ContentType.Movie), answer);
        }

        Assert.InRange(memory.Count * candidates, CandidateMemory.MaxCandidates / 2, CandidateMemory.MaxCandidates);
    }

    private static Candidate[] Candidates(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Candidate { Ref = new ContentRef(ContentType.Movie, "tmdb", $"{i}"), Title = "title" })];
}
