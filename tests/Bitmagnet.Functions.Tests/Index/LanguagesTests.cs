namespace Bitmagnet.Functions.Tests.Index;

public sealed class LanguagesTests
{
    [Fact]
    public void Known_IsBitmagnetsList() => Assert.Equal(
        "af ar az be bg bs ca ce co cs cy da de el en es et eu fa fi fr he hi hr hu hy id is it ja ka ko ku lt lv mi mk ml mn ms mt nl no pl pt ro ru sa sk sl sm so sr sv ta th tr uk vi yi zh zu",
        string.Join(' ', Languages.Known.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("cn", "zh")]
    [InlineData("nb", null)]
    [InlineData("xx", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Normalise_Code_IsOneThatBitmagnetReadsOrNull(string? code, string? expected) => Assert.Equal(expected, Languages.Normalise(code));
}
