namespace Bitmagnet.Functions.Tests.Enrichment;

public sealed class MessageBodyTests
{
    private const string Job = """{"InfoHashes":["0123456789abcdef0123456789abcdef01234567"]}""";

    [Theory]
    [InlineData(Job, Job)]
    [InlineData("eyJhIjoxfQ==", """{"a":1}""")]
    [InlineData("eyJhIjox\r\nfQ==\n", """{"a":1}""")]
    [InlineData("\uFEFF{}", "{}")]
    [InlineData("77u/e30=", "{}")] // base64 of a byte order mark and {}
    [InlineData("hello", "hello")]
    [InlineData("test", "test")] // valid base64 of bytes that are no text
    [InlineData("§ neither §", "§ neither §")]
    [InlineData("", "")]
    [InlineData("  ", "  ")]
    public void Decode_Message_IsItsTextOrTheTextWithinItsBase64(string message, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(MessageBody.Decode(Encoding.UTF8.GetBytes(message)).Span));

    [Fact]
    public void Decode_BytesThatAreNoText_AreLeft() => Assert.Equal([0xFF, 0x00, 0xC3], MessageBody.Decode(new byte[] { 0xFF, 0x00, 0xC3 }).ToArray());

    [Theory]
    [InlineData(Job)]
    [InlineData("hello")]
    [InlineData("test")] // looks like base64
    [InlineData("eyJhIjoxfQ==")] // is base64 of a job, and was sent within base64
    [InlineData("a\u0000b")] // XML cannot hold it
    [InlineData("\uD83D\uDE00 text")]
    [InlineData("\uFFFE")]
    [InlineData("")]
    public void Encode_AnyBody_IsDecodedToItAgainAndFitsAMessage(string body)
    {
        var sent = MessageBody.Encode(Encoding.UTF8.GetBytes(body));

        _ = new System.Xml.Linq.XElement("MessageText", sent).ToString(); // throws where XML cannot hold it
        Assert.Equal(body, Encoding.UTF8.GetString(MessageBody.Decode(Encoding.UTF8.GetBytes(sent)).Span));
    }

    /// <summary>People read the queue: a body is sent as it is where that is possible.</summary>
    [Theory]
    [InlineData("\uD83D\uDE00 text", true)]
    [InlineData("text \uD83D\uDE00", true)]
    [InlineData("{\"a\": 1}", true)]
    [InlineData("\u0001\uD83D\uDE00", false)]
    [InlineData("{\u0000}", false)]
    [InlineData("a b\uFFFF", false)]
    public void Encode_ABody_IsSentAsTextWhereXmlCanHoldIt(string body, bool asText) =>
        Assert.Equal(asText, MessageBody.Encode(Encoding.UTF8.GetBytes(body)) == body);

    [Fact]
    public void Encode_BytesThatAreNoText_AreSentAsBase64() => Assert.Equal("/wDD", MessageBody.Encode([0xFF, 0x00, 0xC3]));
}
