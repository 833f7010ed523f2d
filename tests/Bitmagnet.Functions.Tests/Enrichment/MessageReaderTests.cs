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

    [Fact]
    public void Read_AnEnvelope_KeepsWhatWasAskedFor()
    {
        var job = Job($$"""{"infoHashes":["{{A}}"],"asked":true,"force":true,"topUp":true,"since":"2026-01-02T03:04:05Z","attempts":0,"deferrals":0}""");

        Assert.Equal((true, true, true), (job.Asked, job.Force, job.TopUp));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), job.Since);
        Assert.Equal(job.BodyId, job.Id);
    }

    /// <summary>What only steers a job is no reason to refuse it.</summary>
    [Theory]
    [InlineData("\"since\":7,\"traceparent\":7")]
    [InlineData("\"since\":\"yesterday\",\"traceparent\":null")]
    [InlineData("\"asked\":\"true\",\"force\":1,\"topUp\":null,\"fed\":false")]
    public void Read_AnEnvelopeWithFieldsOfAnotherType_IsReadWithoutThem(string fields)
    {
        var job = Job($$"""{"infoHashes":["{{A}}"],{{fields}}}""");

        Assert.Equal((null, null), (job.Since, job.TraceParent));
        Assert.Equal((false, false, false, false), (job.Asked, job.Force, job.TopUp, job.Fed));
    }

    /// <summary>bitmagnet's payload may get fields with the names of the envelope's.</summary>
    [Fact]
    public void Read_BitmagnetsPayloadWithFieldsOfAnEnvelope_IgnoresThem()
    {
        var job = Job($$"""{"InfoHashes":["{{A}}"],"id":"of theirs","attempts":-1,"fed":true}""");

        Assert.Equal((job.BodyId, 0, false), (job.Id, job.Attempts, job.Fed));
    }

    [Fact]
    public void Read_NestedDeeperThanAnyPayload_IsMalformed()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 33)) + string.Concat(Enumerable.Repeat("]", 33));

        Assert.IsType<MessageReading.Malformed>(MessageReader.Read(Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{A}}"],"x":{{deep}}}""")));
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
    public void Read_AThousandHashes_IsTheMost()
    {
        Assert.Equal(1_000, Job(Payload(1_000)).InfoHashes.Count);
        var reading = Assert.IsType<MessageReading.Malformed>(MessageReader.Read(Encoding.UTF8.GetBytes(Payload(1_001))));
        Assert.Contains("1001", reading.Problem, StringComparison.Ordinal);

        static string Payload(int count) => $$"""{"InfoHashes":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i:x40}\""))}}]}""";
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
