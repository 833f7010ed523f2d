using System.Reflection;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Infrastructure.Tests.Bicep;

namespace Bitmagnet.Infrastructure.Tests;

public sealed class StorageNamesTests(CompiledTemplate template)
{
    [Theory]
    [InlineData("Queue", "queueNames")]
    [InlineData("Table", "tableNames")]
    public void StorageNames_AgainstTemplate_AreTheSameSet(string suffix, string variable)
    {
        var inCode = typeof(StorageNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal);

        Assert.Equal(inCode, template.Names(variable).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void StorageNames_EveryConstant_IsAQueueOrATable() => Assert.All(
        typeof(StorageNames).GetFields(BindingFlags.Public | BindingFlags.Static),
        field => Assert.True(field.Name.EndsWith("Queue", StringComparison.Ordinal) || field.Name.EndsWith("Table", StringComparison.Ordinal)));

    [Fact]
    public void PoisonQueue_ByTheHostsRule_IsTheQueuesNameAndSuffix() =>
        Assert.Equal(StorageNames.EnrichmentQueue + "-poison", StorageNames.PoisonQueue);
}
