using System.Diagnostics;
using Bitmagnet.Functions.Releases;
using CsCheck;

namespace Bitmagnet.Functions.Tests.Releases;

public sealed class ReleaseParserPropertyTests
{
    private static readonly Gen<string> Pieces = Gen.OneOf(
        "S01", "E02", "S01E02", "-", ".", " ", "_", "(", ")", "[", "]", "1999", "2049", "1080p", "第", "12", "集", "aka", " / ", "Season", "1",
        "The", "Матрица", "寄生虫", "2023.05.15", "x264", "Trilogy", "Cap.102", "www.", "com", "multi", "'", "\ud83d", "é", "٣", "v2", "~", ",").Array[0, 40]
        .Select(static pieces => string.Concat(pieces));

    [Fact]
    public void Parse_AnyText_GivesCleanReadings() => Gen.String.Sample(AssertSound, iter: 5_000);

    [Fact]
    public void Parse_PiecesOfNames_GiveCleanReadings() => Pieces.Sample(AssertSound, iter: 20_000);

    [Fact]
    public void Parse_TheSameName_GivesTheSame() => Pieces.Sample(static name =>
    {
        var (one, two) = (ReleaseParser.Parse(name), ReleaseParser.Parse(name));
        Assert.Equal(one.Readings, two.Readings);
        Assert.Equal(one.Seasons, two.Seasons);
        Assert.Equal(one.Languages, two.Languages);
    }, iter: 2_000);

    /// <summary>Allocations measure a parse's work, which must not grow with text beyond the part that is read.</summary>
    [Theory]
    [InlineData("S01E01")]
    [InlineData("S01-")]
    [InlineData("((((")]
    [InlineData("[a]")]
    [InlineData("1999 ")]
    [InlineData("a.")]
    [InlineData(" aka ")]
    [InlineData("E01-E9999 ")]
    [InlineData("第1")]
    [InlineData("Director's Cut ")]
    [InlineData("www.")]
    [InlineData("7")]
    [InlineData(" ")]
    [InlineData("\u0301")]
    [InlineData("e\u0301")]
    [InlineData("😀")]
    [InlineData("Episode 1 a ")]
    [InlineData("Part 1 of ")]
    [InlineData("[a][01]")]
    [InlineData("S01 / ")]
    [InlineData("2001 a ")]
    public void Parse_AMegabyteOfOnePiece_IsCheap(string piece)
    {
        var hostile = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        ReleaseParser.Parse(hostile);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReleaseParser.Parse(hostile);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);

        // The benchmark measures milliseconds (under 50); this bound only catches exploding work.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Time(hostile)), 0, 2_000);
    }

    /// <summary>The time of one parse; the best of several counts, since other tests use the machine too.</summary>
    private static double Time(string name)
    {
        var clock = Stopwatch.StartNew();
        ReleaseParser.Parse(name);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void AssertSound(string name)
    {
        var parsed = ReleaseParser.Parse(name);
        Assert.Equal(name, parsed.Name);
        Assert.All(parsed.Readings, static reading =>
        {
            Assert.NotEqual("", reading.Title.Trim());
            Assert.Equal(reading.Title.Trim(), reading.Title);
        });
        Assert.Equal(parsed.Readings.Distinct(), parsed.Readings);
        Assert.Equal(parsed.Seasons.Order().Distinct(), parsed.Seasons);
        Assert.All(parsed.Episodes, season => Assert.Contains(season.Key, parsed.Seasons));
        Assert.All(parsed.Episodes.Values, static episodes => Assert.Equal(episodes.Order().Distinct(), episodes));
    }
}
