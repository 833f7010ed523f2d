using System.Globalization;
using System.Text.RegularExpressions;
using Bitmagnet.Infrastructure.Tests.Bicep;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>Connections to the database: a pool in each process, and a process for each instance of each scale group.</summary>
public sealed partial class ConnectionsTests(CompiledTemplate template)
{
    private const int Spared = 24;

    [Fact]
    public void Groups_OfTheTemplate_AreThoseOfTheFunctions()
    {
        var variables = template.Root.GetProperty("variables");

        // Flex Consumption: every function with a queue has a group, the HTTP functions one together; a timer runs on one instance.
        Assert.Equal(Triggers.All<QueueTriggerAttribute>().Count() + 1, variables.GetProperty("scalingGroups").GetInt32());
        Assert.Equal(Triggers.All<TimerTriggerAttribute>().Count(), variables.GetProperty("timers").GetInt32());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public async Task Connections_OfAllProcesses_NeverExceedWhatTheDatabaseSpares(int instances)
    {
        var predicted = await Snapshot.PredictAsync(new Dictionary<string, string> { ["DATABASE_HOST"] = "db.example.org", ["MAXIMUM_INSTANCES"] = $"{instances}" });

        var pool = int.Parse(PoolSize().Match(Assert.Single(predicted.OfType("Microsoft.Web/sites/config")).Properties.GetString()!).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(Processes(instances) * pool, Processes(instances), Spared);
        Assert.Equal(Processes(instances) * pool, predicted.Outputs.GetProperty("DATABASE_CONNECTIONS_AT_MOST").GetInt32());
    }

    [Fact]
    public async Task Connections_FewerThanProcesses_AreRefusedWithTheLeastThatDoes() => Assert.Contains(
        $"databaseConnections (DATABASE_CONNECTIONS) is {Spared}; allowed: at least {Processes(40)}, one for each process that maximumInstanceCount 40 permits",
        await Snapshot.RefusalAsync(new Dictionary<string, string> { ["DATABASE_HOST"] = "db.example.org", ["MAXIMUM_INSTANCES"] = "40" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("main", 2)]
    [InlineData("full", 4)]
    [InlineData("private", 4)]
    public void Instances_OfAVariant_AreFew(string variant, int expected) => Assert.Equal(
        expected,
        Assert.Single(Snapshot.Read(variant).OfType("Microsoft.Web/sites")).Properties
            .GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency").GetProperty("maximumInstanceCount").GetInt32());

    [Fact]
    public void Instances_Allowed_BeginAtOne() =>
        Assert.Equal(1, template.Root.GetProperty("parameters").GetProperty("maximumInstanceCount").GetProperty("minValue").GetInt32());

    private static int Processes(int instances) =>
        ((Triggers.All<QueueTriggerAttribute>().Count() + 1) * instances) + Triggers.All<TimerTriggerAttribute>().Count();

    [GeneratedRegex("'POSTGRES_MAX_POOL_SIZE', '([0-9]+)'")]
    private static partial Regex PoolSize();
}
