using Bitmagnet.Functions.Index.Queue;

namespace Bitmagnet.Functions.Tests.Index.Queue;

public sealed class QueuePayloadTests
{
    private static readonly string A = new('a', 40);
    private const string B = "0123456789abcdef0123456789abcdef01234567";

    // bitmagnet contract §2, the worked examples; the stored text is jsonb's form of them.
    public static TheoryData<string, string, string, string> WorkedExamples() => new()
    {
        {
            "process_torrent", $$$"""{"InfoHashes": ["{{{A}}}"]}""", $$$"""{"InfoHashes":["{{{A}}}"]}""",
            "33499f5aacd659c057eeb62816b348c3d375d4f3116bc920948e8b65272fa4ec"
        },
        {
            "process_torrent", $$$"""{"InfoHashes": ["{{{A}}}", "{{{B}}}"], "ClassifierFlags": {"apis_enabled": false}}""",
            $$$"""{"ClassifierFlags":{"apis_enabled":false},"InfoHashes":["{{{A}}}","{{{B}}}"]}""",
            "4d5764716603e8a10eeacdde7f6a7ea148a862d6bf6fb3e864341a5e7a9b0936"
        },
        {
            "process_torrent",
            $$$"""{"InfoHashes": ["{{{B}}}"], "ClassifyMode": 1, "ClassifierFlags": {"tmdb_enabled": true, "apis_enabled": false, "local_search_enabled": true}, "ClassifierWorkflow": "default"}""",
            $$$"""{"ClassifyMode":1,"ClassifierWorkflow":"default","ClassifierFlags":{"apis_enabled":false,"local_search_enabled":true,"tmdb_enabled":true},"InfoHashes":["{{{B}}}"]}""",
            "1e030736e3b559c4180541dfa93f15f9ee33105747b5dc1167d8f60654ce0020"
        },
        {
            "process_torrent_batch",
            $$$"""{"BatchSize": 100, "ChunkSize": 10000, "ContentTypes": ["movie", null], "UpdatedBefore": "2025-01-02T03:04:05.678901Z", "InfoHashGreaterThan": "{{{new string('0', 40)}}}"}""",
            $$$"""{"InfoHashGreaterThan":"{{{new string('0', 40)}}}","UpdatedBefore":"2025-01-02T03:04:05.678901Z","ChunkSize":10000,"BatchSize":100,"ContentTypes":["movie",null]}""",
            "dfcef5a8d2969c9b85485dd333c709d09425f98d98bd65292a45aa0721c5b06b"
        },
    };

    [Theory]
    [MemberData(nameof(WorkedExamples))]
    public void ToJson_WorkedExampleAsStored_WritesBitmagnetsBytesAndFingerprint(string queue, string stored, string compact, string fingerprint)
    {
        var written = Rewrite(queue, stored);

        Assert.Equal(compact, written);
        Assert.Equal(fingerprint, QueueFingerprint.Of(queue, written!));
    }

    public static TheoryData<string, string> RoundTrips() => new()
    {
        { "process_torrent", $$$"""{"ClassifyMode":1,"ClassifierWorkflow":"w\u003c\u0026\u003e \"q\" \\ \u2028 \b\f\n\r\t\u0001 é 日本 😀","ClassifierFlags":{"apis_enabled":true,"delete_content_types":["xxx","\u003cb\u003e"],"delete_xxx":true,"local_search_enabled":false,"tmdb_enabled":false,"unknown":{"a":1.5,"b":null,"n":-3},"é":"ü","😀":1e+21},"InfoHashes":["{{{A}}}","{{{B}}}"]}""" },
        { "process_torrent_batch", $$$"""{"InfoHashGreaterThan":"{{{B}}}","UpdatedBefore":"2025-01-02T03:04:05.123456789+02:00","ClassifyMode":1,"ClassifierWorkflow":"a\u0026b","ClassifierFlags":{"delete_content_types":[]},"ChunkSize":1,"BatchSize":2,"ContentTypes":["tv_show"],"Orphans":true}""" },
    };

    [Theory]
    [MemberData(nameof(RoundTrips))]
    public void ToJson_EveryFieldFlagUnicodeAndEscape_RoundTripsByteForByte(string queue, string compact) =>
        Assert.Equal(compact, Rewrite(queue, compact));

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("100000000000000000000", "100000000000000000000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("-2.5e-10", "-2.5e-10")]
    public void ToJson_NumberFlag_IsWrittenAsGoWritesAFloat64(string stored, string expected) => Assert.Equal(
        $$$"""{"ClassifierFlags":{"n":{{{expected}}}},"InfoHashes":["{{{A}}}"]}""",
        Rewrite("process_torrent", $$$"""{"ClassifierFlags":{"n":{{{stored}}}},"InfoHashes":["{{{A}}}"]}"""));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"InfoHashes":[]}""")]
    [InlineData("""{"InfoHashes":["xyz"]}""")]
    [InlineData("""{"InfoHashes":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")]
    [InlineData("""{"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"Later":1}""")]
    [InlineData("""{"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"ClassifyMode":"1"}""")]
    [InlineData("""{"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"ClassifierFlags":[]}""")]
    public void TryParse_NotAPayloadOrOneWithAnUnknownField_IsNull(string payload) =>
        Assert.Null(ProcessTorrentPayload.TryParse(payload));

    [Theory]
    [InlineData("ClassifyMode")]
    [InlineData("ClassifierWorkflow")]
    [InlineData("ClassifierFlags")]
    public void TryParse_NullForAField_IsTheFieldLeftOut(string field)
    {
        var payload = ProcessTorrentPayload.TryParse($$"""{"{{field}}":null,"InfoHashes":["{{A}}"]}""");

        Assert.Equal($$"""{"InfoHashes":["{{A}}"]}""", payload?.ToJson());
    }

    [Theory]
    [InlineData("{}", OffloadState.Unreadable)]
    [InlineData("""{"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"ClassifierFlags":{"apis_enabled":false}}""", OffloadState.AlreadyOffloaded)]
    [InlineData("""{"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"ClassifierFlags":{"apis_enabled":true}}""", OffloadState.Ready)]
    public void TryMake_ByPayload_SaysWhetherItCanBeOffloaded(string payload, OffloadState expected) =>
        Assert.Equal(expected, OffloadedPayload.TryMake("process_torrent", payload, only: null, out _));

    [Fact]
    public void TryMake_OtherFlagsAndHalfTheTorrents_KeepsTheFlagsAndThoseTorrents()
    {
        var payload = $$$"""{"InfoHashes": ["{{{A}}}", "{{{B}}}"], "ClassifierFlags": {"delete_xxx": true}}""";

        OffloadedPayload.TryMake("process_torrent", payload, new HashSet<InfoHash> { InfoHash.Parse(B) }, out var offloaded);

        var compact = $$$"""{"ClassifierFlags":{"apis_enabled":false,"delete_xxx":true,"tmdb_enabled":false},"InfoHashes":["{{{B}}}"]}""";
        Assert.Equal(new OffloadedPayload("process_torrent", compact, QueueFingerprint.Of("process_torrent", compact)), offloaded);
    }

    private static string? Rewrite(string queue, string stored) => queue == QueueNames.ProcessTorrent
        ? ProcessTorrentPayload.TryParse(stored)?.ToJson()
        : ProcessTorrentBatchPayload.TryParse(stored)?.ToJson();
}
