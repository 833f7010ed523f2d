namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbJsonTests
{
    [Theory]
    [InlineData("8", 8L)]
    [InlineData("8.0", 8L)]
    [InlineData("\"8\"", 8L)]
    [InlineData("\"-8\"", -8L)]
    [InlineData("-3e2", -300L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("8.5", null)]
    [InlineData("\"8.0\"", null)]
    [InlineData("\" 8\"", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1e400", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    public void Long_Value_IsAWholeNumberOrNull(string value, long? expected) => Assert.Equal(expected, TmdbJson.Long(Json($$"""{"a":{{value}}}"""), "a"));

    [Theory]
    [InlineData("2147483647", 2147483647)]
    [InlineData("-2147483648", -2147483648)]
    [InlineData("2147483648", null)]
    [InlineData("-2147483649", null)]
    public void Int_Value_Fits32Bits(string value, int? expected) => Assert.Equal(expected, TmdbJson.Int(Json($$"""{"a":{{value}}}"""), "a"));

    [Theory]
    [InlineData("8.2", 8.199999809265137)]
    [InlineData("1e39", 0)] // more than single precision holds
    [InlineData("\"8.2\"", 0)]
    public void Single_Value_IsAsBitmagnetStoresIt(string value, double expected) => Assert.Equal(expected, TmdbJson.Single(Json($$"""{"a":{{value}}}"""), "a"));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", false)]
    [InlineData("1", false)]
    public void Flag_Value_IsTrueOnly(string value, bool expected) => Assert.Equal(expected, TmdbJson.Flag(Json($$"""{"a":{{value}}}"""), "a"));

    [Theory]
    [InlineData("\"x\\u0000y\"", "xy")]
    [InlineData("\"\\u0000\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("7", null)]
    public void Text_Value_IsWhatPostgresTakes(string value, string? expected) => Assert.Equal(expected, TmdbJson.Text(Json($$"""{"a":{{value}}}"""), "a"));

    [Theory]
    [InlineData("""{"a":{"b":[{"c":1},7,null,[{}],{"c":2}]}}""", 2)]
    [InlineData("""{"a":{"b":{"c":1}}}""", 0)]
    [InlineData("""{"a":null}""", 0)]
    [InlineData("""{"b":[{"c":1}]}""", 0)]
    [InlineData("7", 0)]
    public void Objects_Path_AreThoseOfAList(string json, int expected) => Assert.Equal(expected, TmdbJson.Objects(Json(json), "a", "b").Count());

    [Fact]
    public void Texts_Array_AreItsTexts()
    {
        Assert.Equal(["GB"], TmdbJson.Texts(Json("""{"a":["GB","",7,null]}"""), "a"));
        Assert.Empty(TmdbJson.Texts(Json("""{"a":"GB"}"""), "a"));
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
