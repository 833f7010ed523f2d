namespace Bitmagnet.Functions.Tests.Jobs;

public sealed class JobIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly InfoHash One = InfoHash.Parse(new string('a', 40));
    private static readonly InfoHash Other = InfoHash.Parse(new string('b', 40));

    [Fact]
    public void New_SortsByTimeAndIsNeverTheSameTwice()
    {
        var earlier = JobIds.New(Now, [One]);
        var later = JobIds.New(Now.AddMilliseconds(1), [One]);

        Assert.True(string.CompareOrdinal(earlier, later) < 0);
        Assert.NotEqual(earlier, JobIds.New(Now, [One]));
        Assert.Matches("^[0-9a-f]{32}$", earlier);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Job-7", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("~failed~a", false)]
    [InlineData("é", false)]
    public void IsAllowed_LettersDigitsAndHyphens(string id, bool expected) => Assert.Equal(expected, JobIds.IsAllowed(id));

    [Fact]
    public void IsAllowed_UpTo64Characters()
    {
        Assert.True(JobIds.IsAllowed(new string('a', 64)));
        Assert.False(JobIds.IsAllowed(new string('a', 65)));
    }

    [Fact]
    public void IsOf_OnlyTheTorrentsThatTheIdWasMadeFor()
    {
        var id = JobIds.New(Now, [One, Other]);

        Assert.True(JobIds.IsOf(id, [One, Other]));
        Assert.False(JobIds.IsOf(id, [One]));
        Assert.False(JobIds.IsOf(id, [Other, One]));
        Assert.False(JobIds.IsOf(id[8..], [One, Other]));
        Assert.False(JobIds.IsOf("body" + id[4..], []));
    }
}
