namespace Bitmagnet.Functions.Tests.Enrichment;

public sealed class MessageReaderTests
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void Read_BitmagnetsOwnPayload_IsAJob()
    {
        var job = Job($$"""{"ClassifyMode":1,"ClassifierFlags":{"apis_enabled":false},"InfoHashes":["{{A}}","{{B.ToUpperInvariant()}}"]}""");

        Assert.Equal([A, B], job.InfoHashes.Select(hash => hash.Hex));
        Assert.False(job.Fed);
    }

    [Fact]
    public void Read_TheSameBodyTwice_HasTheSameId() =>
        Assert.Equal(Job($$"""{"InfoHashes":["{{A}}"]}""").Id, Job($$"""{"InfoHashes":["{{A}}"]}""").Id);

    [Fact]
    public void Read_AnEnvelope_KeepsItsCounts()
    {
        var job = Job($$"""{"id":"job-1","infoHashes":["{{A}}"],"attempts":2,"deferrals":7,"fed":true,"traceparent":"00-1"}""");

        Assert.Equal(("job-1", 2, 7, true, "00-1"), (job.Id, job.Attempts, job.Deferrals, job.Fed, job.TraceParent));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("hello", "not JSON")]
    [InlineData("[]", "array")]
    [InlineData("null", "null")]
    [InlineData("{}", "missing")]
    [InlineData("""{"InfoHashes":"x"}""", "string")]
    [InlineData("""{"InfoHashes":[]}""", "0 elements")]
    [InlineData("""{"InfoHashes":[1]}""", "InfoHashes[0] is '1'")]
    [InlineData("""{"InfoHashes":["zz"]}""", "InfoHashes[0] is 'zz'")]
    [InlineData("""{"InfoHashes":["\ud800"]}""", "not JSON")]
    [InlineData($$"""{"InfoHashes":["{{A}}","{{A}}"]}""", "InfoHashes[1] repeats")]
    [InlineData($$"""{"infoHashes":["{{A}}"],"id":""}""", "id is ''")]
    [InlineData($$"""{"infoHashes":["{{A}}"],"attempts":-1}""", "attempts is '-1'; allowed: a whole number from 0 to 2147483647")]
    [InlineData($$"""{"infoHashes":["{{A}}"],"attempts":"1"}""", "attempts is '1'")]
    [InlineData($$"""{"infoHashes":["{{A}}"],"deferrals":2147483648}""", "deferrals is '2147483648'")]
    public void Read_AMalformedBody_SaysWhatIsWrong(string body, string expected)
    {
        var reading = Assert.IsType<MessageReading.Malformed>(MessageReader.Read(Encoding.UTF8.GetBytes(body)));

        Assert.Contains(expected, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreThanAThousandHashes_IsRefused()
    {
        var hashes = string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"{i:x40}\""));

        var reading = MessageReader.Read(Encoding.UTF8.GetBytes($$"""{"InfoHashes":[{{hashes}}]}"""));

        Assert.Contains("1001", Assert.IsType<MessageReading.Malformed>(reading).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoiseOf64KiB_IsMalformed()
    {
        var noise = new byte[64 * 1024];
        new Random(7).NextBytes(noise);

        Assert.IsType<MessageReading.Malformed>(MessageReader.Read(noise));
    }

    private static EnrichmentJob Job(string body) =>
        Assert.IsType<MessageReading.Readable>(MessageReader.Read(Encoding.UTF8.GetBytes(body))).Job;
}
