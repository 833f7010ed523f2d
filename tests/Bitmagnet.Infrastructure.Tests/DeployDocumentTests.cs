using System.Text.RegularExpressions;
using Bitmagnet.Infrastructure.Tests.Bicep;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>Checks the deployment pages: every command and option exists in its tool, and every name in the repository.</summary>
public sealed partial class DeployDocumentTests(CompiledTemplate template)
{
    private static readonly string Document = string.Join('\n', ((string[])["deploy.md", "deploy-azure.md", "deploy-home.md"]).Select(page => RepositoryFiles.Read("docs", page)));

    // The options that the page's commands may have, as the tools' own help lists them.
    private static readonly Dictionary<string, string[]> Grammar = new()
    {
        ["azd auth login"] = [],
        ["azd env new"] = [],
        ["azd env set"] = [],
        ["azd env get-values"] = [],
        ["azd up"] = [],
        ["azd provision"] = [],
        ["azd deploy"] = [],
        ["azd down"] = ["--purge"],
        ["az login"] = [],
        ["az deployment sub create"] = ["--name", "--location", "--parameters"],
        ["az deployment sub what-if"] = ["--name", "--location", "--parameters"],
        ["az deployment sub show"] = ["--name", "--query", "--output"],
        ["az functionapp deployment source config-zip"] = ["--resource-group", "--name", "--src"],
        ["az functionapp keys list"] = ["--resource-group", "--name", "--query", "--output"],
        ["az postgres flexible-server restore"] = [],
        ["az postgres flexible-server microsoft-entra-admin create"] = ["--resource-group", "--server-name", "--display-name", "--object-id"],
        ["az postgres flexible-server microsoft-entra-admin delete"] = ["--resource-group", "--server-name", "--object-id"],
        ["az provider register"] = ["--namespace"],
        ["az role assignment create"] = ["--assignee", "--role", "--scope", "--condition-version", "--condition"],
        ["docker compose up"] = ["-d", "--build"],
        ["docker compose -f compose.addon.yaml up"] = ["-d"],
        ["docker compose -f compose.addon.yaml down"] = [],
        ["docker compose stop"] = [],
        ["docker compose start"] = [],
        ["docker build"] = ["-t", "-f", "--build-arg"],
        ["docker run"] = ["-d", "-p", "-v", "-e", "--rm", "-C"],
        ["docker inspect"] = ["--format"],
        ["docker exec bitmagnet bitmagnet reprocess"] = ["--orphans"],
        ["kubectl apply"] = ["-f"],
        ["dotnet publish"] = ["-c", "-o"],
    };

    // The roles that the page names, as Azure's list of built-in roles has them.
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    private static readonly Dictionary<string, string> Scopes = new()
    {
        ["the storage account"] = "Microsoft.Storage/storageAccounts",
        ["each of the two queues"] = "Microsoft.Storage/storageAccounts/queueServices/queues",
        ["the vault, which holds nothing else"] = "Microsoft.KeyVault/vaults",
        ["the Application Insights component"] = "Microsoft.Insights/components",
    };

    public static TheoryData<string> Commands() => [.. Command().Matches(Document).Select(match => match.Value.Trim()).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_OfThePage_IsOneOfItsToolsWithItsOptions(string command)
    {
        var known = Grammar.Keys.Where(name => command == name || command.StartsWith(name + " ", StringComparison.Ordinal)).MaxBy(name => name.Length);

        Assert.True(known is not null, $"'{command}' is no command that is known.");
        Assert.Empty(Option().Matches(command[known.Length..]).Select(match => match.Value).Except(Grammar[known]));
    }

    [Fact]
    public void EnvironmentVariables_ThatAzdSets_AreReadByMainParameters() => Assert.Empty(
        AzdSet().Matches(Document).Select(match => match.Groups[1].Value).Except(ParameterFiles.Environment("main.bicepparam")));

    [Fact]
    public void EnvironmentVariables_OfMainParameters_AreAllOnThePage() => Assert.All(
        ParameterFiles.Environment("main.bicepparam").Except(["AZURE_ENV_NAME"]),
        name => Assert.Contains($"azd env set {name} ", Document, StringComparison.Ordinal));

    [Theory]
    [InlineData("full.bicepparam")]
    [InlineData("private.bicepparam")]
    public void EnvironmentVariables_OfTheOtherVariants_AreExportedByThePage(string file)
    {
        var exported = ExportLine().Matches(Document).SelectMany(match => Assigned().Matches(match.Value)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.All(ParameterFiles.Environment(file), name => Assert.Contains(name, exported));
    }

    [Fact]
    public void Files_ThatAreNamed_AreInTheRepository() => Assert.All(
        NamedFile().Matches(Document).Select(match => match.Value),
        file => Assert.True(Path.Exists(RepositoryFiles.FullPath(file)), file));

    [Fact]
    public void Outputs_ThatAreNamed_AreTheTemplates()
    {
        var outputs = template.Root.GetProperty("outputs").EnumerateObject().Select(output => output.Name).ToHashSet();

        Assert.All(
            Output().Matches(Document).Select(match => match.Groups[1].Value).Concat(["DATABASE_CONNECTIONS_AT_MOST", "CONCURRENT_JOBS"]),
            name => Assert.Contains(name, outputs));
    }

    [Fact]
    public void Parameters_ThatAreNamed_AreTheTemplatesWithTheirDefaults()
    {
        var parameters = template.Root.GetProperty("parameters");

        Assert.All(
            Named().Matches(Document).Select(match => match.Groups[1].Value).Where(name => !NotParameters.Contains(name)),
            name => Assert.True(parameters.TryGetProperty(name, out _), name));
        Assert.All(
            Default().Matches(Document),
            match => Assert.Equal(match.Groups[2].Value, parameters.GetProperty(match.Groups[1].Value).GetProperty("defaultValue").ToString()));
        Assert.Equal(4, Default().Count(Document));
    }

    [Fact]
    public void Permissions_OfThePage_AreTheRolesThatTheTemplateAssigns()
    {
        var assigned = Snapshot.Read("main").OfType("Microsoft.Authorization/roleAssignments")
            .Select(assignment => (Role: RoleId(assignment), Scope: ScopeType(assignment)))
            .CountBy(assignment => assignment)
            .Select(group => (group.Key.Role, group.Key.Scope, group.Value));

        var described = Permission().Matches(Document).Select(match => (
            Role: Roles[match.Groups[1].Value],
            Scope: Scopes[match.Groups[2].Value],
            Count: match.Groups[2].Value == "each of the two queues" ? 2 : 1));

        Assert.Equal(assigned.Order(), described.Order());
    }

    [Fact]
    public void RoleCondition_OfTheDeployer_AllowsTheRolesThatTheTemplateGivesAndNoOther()
    {
        var condition = RepositoryFiles.Read("deploy", "azure", "role-condition.txt");

        Assert.All(
            ((string[])["@Request", "@Resource"]).Select(source => Regex.Match(condition, source + @"\[Microsoft\.Authorization/roleAssignments:RoleDefinitionId\] ForAnyOfAnyValues:GuidEquals \{([^}]+)\}")),
            allowed => Assert.Equal(
                Snapshot.Read("private").OfType("Microsoft.Authorization/roleAssignments").Select(RoleId).Distinct().Order(StringComparer.Ordinal),
                allowed.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal)));
        Assert.Equal(condition.Count(character => character == '('), condition.Count(character => character == ')'));
    }

    [Fact]
    public void Alerts_OfThePage_AreTheTemplates() => Assert.Equal(
        template.Module("alerts").GetProperty("variables").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("name").GetString()).Order(StringComparer.Ordinal),
        Alert().Matches(Document).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void DeploymentContainer_OfThePage_IsTheTemplates() => Assert.Contains(
        Snapshot.Read("main").OfType("Microsoft.Storage/storageAccounts/blobServices/containers"),
        container => Document.Contains($"`{container.Name.Split('/')[^1]}`", StringComparison.Ordinal));

    // Words in code style that look like parameters but are settings' values or other tools' words.
    private static readonly string[] NotParameters = ["main", "full", "private", "poison", "unhealthy", "postgres", "queueLength"];

    private static string RoleId(SnapshotResource assignment) =>
        assignment.Properties.GetProperty("roleDefinitionId").GetString()!.Split('/')[^1];

    /// <summary>The type of an assignment's scope: its id starts with the resource's.</summary>
    private static string ScopeType(SnapshotResource assignment)
    {
        var scope = assignment.Id[..assignment.Id.IndexOf("/providers/Microsoft.Authorization", StringComparison.Ordinal)];
        var parts = scope[(scope.LastIndexOf("/providers/", StringComparison.Ordinal) + "/providers/".Length)..].Split('/');
        return string.Join('/', parts.Where((_, i) => i == 0 || i % 2 == 1));
    }

    [GeneratedRegex(@"(?<=^|`|\(|&& )(?:azd|az|docker|kubectl) [a-z][^`\n)]*|^dotnet publish [^\n]*", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<= )--?[A-Za-z][\w:=-]*")]
    private static partial Regex Option();

    [GeneratedRegex("azd env set ([A-Z_]+)")]
    private static partial Regex AzdSet();

    [GeneratedRegex("(?m)^export .*$")]
    private static partial Regex ExportLine();

    [GeneratedRegex("([A-Z_]+)=")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"(infra|deploy|\.github|tests)/[\w./-]+\w")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"properties\.outputs\.([A-Z_]+)\.value")]
    private static partial Regex Output();

    [GeneratedRegex("`([a-z]+[A-Z][A-Za-z]+)(?: = '[A-Za-z]+')?`")]
    private static partial Regex Named();

    [GeneratedRegex(@"`([a-z]+[A-Z][A-Za-z]+)` \(([0-9]+)\)")]
    private static partial Regex Default();

    [GeneratedRegex(@"(?m)^\| ((?:Storage|Key Vault|Monitoring) [A-Za-z ]+) \| ([^|]+) \|")]
    private static partial Regex Permission();

    [GeneratedRegex(@"(?m)^\| `([a-z-]+)` \|")]
    private static partial Regex Alert();
}
