namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbEvidenceTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TmdbEvidence evidence = new();

    [Fact]
    public void Failed_FiveDifferentLookUps_AreEnough() =>
        Assert.Equal([false, false, false, false, true, true], Enumerable.Range(1, 6).Select(number => evidence.Failed($"title {number}")));

    [Fact]
    public void Failed_OneLookUpAgainAndAgain_IsNoEvidence() => Assert.All(Enumerable.Range(1, 20), _ => Assert.False(evidence.Failed("one title")));

    [Fact]
    public void Answered_Between_TakesTheEvidenceBack()
    {
        Array.ForEach(["a", "b", "c", "d"], title => evidence.Failed(title));
        evidence.Answered();

        Assert.Equal([false, false, false, false, true], Enumerable.Range(1, 5).Select(number => evidence.Failed($"title {number}")));
    }

    [Fact]
    public void Limited_ARequestSentAfterTheHold_IsARepetition()
    {
        Assert.False(evidence.Limited(Now, Now.AddSeconds(10)));
        Assert.False(evidence.Limited(Now.AddSeconds(9), Now.AddSeconds(30))); // it was under way, and prolongs nothing
        Assert.True(evidence.Limited(Now.AddSeconds(10), Now.AddSeconds(20)));
        evidence.Answered();
        Assert.False(evidence.Limited(Now.AddSeconds(40), Now.AddSeconds(50)));
    }
}
