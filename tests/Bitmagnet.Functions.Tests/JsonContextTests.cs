using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bitmagnet.Functions.Tests;

/// <summary>The compiled JSON is what the serializer would find by reflection, in which all that is kept was written once.</summary>
public sealed class JsonContextTests
{
    public static TheoryData<Type> Answers => [.. Types(AnswerJson.Default)];

    public static TheoryData<Type> Stored => [.. Types(StoredJson.Default)];

    [Theory]
    [MemberData(nameof(Answers))]
    public void AnAnswersType_HasTheSerializersOwnForm(Type type)
    {
        var reflected = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };

        Assert.Equal(reflected.GetJsonSchemaAsNode(type).ToJsonString(), AnswerJson.Default.Options.GetJsonSchemaAsNode(type).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void AStoredType_HasTheSerializersOwnForm(Type type)
    {
        var reflected = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

        Assert.Equal(reflected.GetJsonSchemaAsNode(type).ToJsonString(), StoredJson.Default.Options.GetJsonSchemaAsNode(type).ToJsonString());
    }

    [Fact]
    public void AListThatAnOlderRowLeavesOut_IsEmpty()
    {
        var ledger = JsonSerializer.Deserialize("""{ "pending": 1, "retry": 2 }""", AnswerJson.Default.LedgerFigures)!;

        Assert.Equal((1, 2), (ledger.Pending, ledger.Retry));
        Assert.Empty(ledger.DeferredByReason);
    }

    private static IEnumerable<Type> Types(JsonSerializerContext context) =>
        from property in context.GetType().GetProperties()
        where property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>)
        select property.PropertyType.GetGenericArguments()[0];
}
