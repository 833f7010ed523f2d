using System.Text.Json;
using System.Text.RegularExpressions;
using Bitmagnet.Infrastructure.Tests.Bicep;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>main.bicepparam under the values that `azd env set` gives it.</summary>
public sealed partial class EnvironmentTests
{
    [Fact]
    public async Task Predict_VariablesThatAreEmpty_AreAsIfTheyWereNotSet()
    {
        // A workflow passes on `${{ vars.X }}` of a variable that nobody set as an empty text.
        var empty = ParameterFiles.Environment("main.bicepparam").Distinct().ToDictionary(name => name, _ => "");
        empty["DATABASE_HOST"] = "db.example.org";

        Assert.Equal(Text(await Snapshot.PredictAsync(With())), Text(await Snapshot.PredictAsync(empty)));
    }

    [Fact]
    public async Task Predict_NoDatabase_IsRefusedWithWhatIsAllowed() => Assert.Contains(
        "no database is named; allowed: databaseHost (DATABASE_HOST), databaseDsn (DATABASE_DSN) or createDatabase (CREATE_DATABASE=true)",
        await Snapshot.RefusalAsync(new Dictionary<string, string>()), StringComparison.Ordinal);

    [Fact]
    public async Task Predict_TheSwitchesOfTheEnvironment_ReachTheOtherVariants()
    {
        var predicted = await Snapshot.PredictAsync(new Dictionary<string, string>
        {
            ["CREATE_DATABASE"] = "true",
            ["VNET_ENABLED"] = "true",
            ["DATABASE_AUTHENTICATION"] = "Entra",
            ["DATABASE_PASSWORD"] = "secret",
            ["ALERT_EMAIL"] = "operator@example.org",
            ["MONTHLY_BUDGET"] = "50",
            ["BUDGET_START"] = "2026-11-01",
        });

        Assert.Empty(Types(Snapshot.Read("private")).Except(Types(predicted)));
        Assert.Contains("Microsoft.Consumption/budgets", Types(predicted));
        Assert.Equal("Disabled", Assert.Single(predicted.OfType("Microsoft.Web/sites")).Properties.GetProperty("publicNetworkAccess").GetString());
    }

    [Fact]
    public async Task Predict_ABudget_BeginsWhereTheEnvironmentSays()
    {
        var predicted = await Snapshot.PredictAsync(With(("ALERT_EMAIL", "a@example.org"), ("MONTHLY_BUDGET", "50"), ("BUDGET_START", "2026-02-01")));

        Assert.Equal(
            "2026-02-01",
            Assert.Single(predicted.OfType("Microsoft.Consumption/budgets")).Properties.GetProperty("timePeriod").GetProperty("startDate").GetString());
    }

    [Fact]
    public async Task Predict_ABudgetWithoutItsStart_IsRefused() => Assert.Contains(
        "monthlyBudget is set without budgetStart (BUDGET_START); allowed: the first day of this month",
        await Snapshot.RefusalAsync(With(("ALERT_EMAIL", "a@example.org"), ("MONTHLY_BUDGET", "50"))), StringComparison.Ordinal);

    // Azure refuses a changed start date, which a deployment of the next month would send if it used the clock.
    [Fact]
    public void Sources_OfTheTemplate_NeverAskTheClock() => Assert.All(
        Directory.EnumerateFiles(RepositoryFiles.InfrastructureFolder, "*.bicep*", SearchOption.AllDirectories),
        file => Assert.DoesNotContain("utcNow", File.ReadAllText(file), StringComparison.Ordinal));

    [Theory]
    [InlineData("false", "false", JsonValueKind.Null, null)]
    [InlineData("true", "false", JsonValueKind.True, null)]
    [InlineData("true", "true", JsonValueKind.True, "recover")]
    public async Task Predict_TheVault_IsProtectedAndRecoveredOnlyWhenAsked(string protection, string recover, JsonValueKind isProtected, string? createMode)
    {
        var vault = Assert.Single((await Snapshot.PredictAsync(With(("PURGE_PROTECTION", protection), ("RECOVER_VAULT", recover)))).OfType("Microsoft.KeyVault/vaults")).Properties;

        // Never false: Key Vault refuses that once it has been true.
        Assert.Equal(isProtected, vault.GetProperty("enablePurgeProtection").ValueKind);
        Assert.Equal(createMode, vault.GetProperty("createMode").GetString());
    }

    [Theory]
    [InlineData("main", JsonValueKind.Null)]
    [InlineData("full", JsonValueKind.True)]
    [InlineData("private", JsonValueKind.True)]
    public void PurgeProtection_OfAVariant_IsOffWhereUpAndDownRepeat(string variant, JsonValueKind isProtected) => Assert.Equal(
        isProtected, Assert.Single(Snapshot.Read(variant).OfType("Microsoft.KeyVault/vaults")).Properties.GetProperty("enablePurgeProtection").ValueKind);

    [Fact]
    public void PrivateVariant_SubnetOfTheApp_LeavesByANatGateway()
    {
        var snapshot = Snapshot.Read("private");
        var gateway = Assert.Single(snapshot.OfType("Microsoft.Network/natGateways"));
        var app = Assert.Single(snapshot.OfType("Microsoft.Network/virtualNetworks")).Properties.GetProperty("subnets").EnumerateArray()
            .Single(subnet => subnet.GetProperty("name").GetString() == "app").GetProperty("properties");

        Assert.Equal(gateway.Id, app.GetProperty("natGateway").GetProperty("id").GetString());
        Assert.Equal("Microsoft.App/environments", app.GetProperty("delegations")[0].GetProperty("properties").GetProperty("serviceName").GetString());
        Assert.Equal(
            Assert.Single(snapshot.OfType("Microsoft.Network/publicIPAddresses")).Id,
            gateway.Properties.GetProperty("publicIpAddresses")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Predict_NoNatGateway_LeavesNothingOfItBehind()
    {
        var predicted = await Snapshot.PredictAsync(With(("VNET_ENABLED", "true"), ("NAT_GATEWAY", "false")));

        Assert.Empty(predicted.OfType("Microsoft.Network/natGateways"));
        Assert.Empty(predicted.OfType("Microsoft.Network/publicIPAddresses"));
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Predict_TheAppAsAdministrator_IsLeftAwayOnceItHasARoleOfItsOwn(string value, int administrators)
    {
        var predicted = await Snapshot.PredictAsync(new Dictionary<string, string>
        {
            ["CREATE_DATABASE"] = "true",
            ["DATABASE_AUTHENTICATION"] = "Entra",
            ["DATABASE_ADMINISTRATOR"] = value,
        });

        Assert.Equal(administrators, predicted.OfType("Microsoft.DBforPostgreSQL/flexibleServers/administrators").Count);
        Assert.Equal(
            "Enabled",
            Assert.Single(predicted.OfType("Microsoft.DBforPostgreSQL/flexibleServers")).Properties.GetProperty("authConfig").GetProperty("activeDirectoryAuth").GetString());
    }

    [Theory]
    [InlineData("", "verify-full")]
    [InlineData("require", "require")]
    public async Task Predict_TlsToTheDatabase_ProvesTheServerUnlessSaidOtherwise(string given, string expected)
    {
        var predicted = await Snapshot.PredictAsync(With(("DATABASE_SSLMODE", given)));

        Assert.Equal(expected, SslMode().Match(Assert.Single(predicted.OfType("Microsoft.Web/sites/config")).Properties.GetString()!).Groups[1].Value);
    }

    private static Dictionary<string, string> With(params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string> { ["DATABASE_HOST"] = "db.example.org" };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return environment;
    }

    private static IEnumerable<string> Types(Snapshot snapshot) => snapshot.Resources.Select(resource => resource.Type);

    private static string Text(Snapshot snapshot) => string.Join('\n', snapshot.Resources.Select(resource => resource.Json.GetRawText()));

    [GeneratedRegex("'POSTGRES_SSLMODE', '([a-z-]+)'")]
    private static partial Regex SslMode();
}
