using System.Text;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Queues;

namespace Bitmagnet.LocalHost.Tests.Queues;

public sealed class MessageBodyTests
{
    [Theory]
    [InlineData("aGk=", "hi")]
    [InlineData("", "")]
    [InlineData("hi", null)]
    [InlineData("{}", null)]
    public void Decode_Base64_IsNullWhereItIsNone(string stored, string? expected) =>
        Assert.Equal(expected, MessageBody.Decode(new BinaryData(stored), MessageEncoding.Base64)?.ToString());

    [Fact]
    public void Decode_None_IsTheBodyItself() =>
        Assert.Equal("aGk=", MessageBody.Decode(new BinaryData("aGk="), MessageEncoding.None)!.ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Encode_TooLong_IsCutBetweenCharacters(int offset)
    {
        // Three bytes a character.
        var text = new string('x', offset) + new string('語', 20_000);

        var encoded = MessageBody.Encode(new BinaryData(text));

        Assert.InRange(encoded.Length, MessageBody.MaxStored - 8, MessageBody.MaxStored);
        Assert.StartsWith(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)), text, StringComparison.Ordinal);
    }
}
