using System.Globalization;
using System.Text.Json;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The compose files: valid by the compose specification, and harmless beside a running bitmagnet.</summary>
public sealed class ComposeTests
{
    private const string AddOn = "compose.addon.yaml";
    private const string Whole = "compose.yaml";

    // The names of services and containers in bitmagnet's own compose file, and of a project in a folder "bitmagnet".
    private static readonly string[] Bitmagnets = ["bitmagnet", "postgres", "gluetun", "bitmagnet-postgres", "bitmagnet-gluetun"];

    [Theory]
    [InlineData(AddOn)]
    [InlineData(Whole)]
    public async Task File_AgainstTheComposeSpecification_IsValid(string file)
    {
        var schema = await JsonSchema.FromJsonAsync(RepositoryFiles.Read("tests", "Bitmagnet.Infrastructure.Tests", "Schemas", "compose-spec.json"), Token);

        Assert.Empty(schema.Validate(JsonSerializer.Serialize(Plain(Root(file)))).Select(error => error.ToString()));
    }

    [Fact]
    public async Task Schema_ForAMisspeltKey_HasAnError()
    {
        var schema = await JsonSchema.FromJsonAsync(RepositoryFiles.Read("tests", "Bitmagnet.Infrastructure.Tests", "Schemas", "compose-spec.json"), Token);

        Assert.NotEmpty(schema.Validate("""{ "services": { "a": { "image": "b", "enviroment": {} } } }"""));
    }

    [Fact]
    public void AddOn_Names_AreNoneOfBitmagnets()
    {
        var root = Root(AddOn);
        var services = Keys(root["services"]).ToArray();

        Assert.Empty(services.Append(root.Value("name")).Concat(Keys(root["volumes"])).Intersect(Bitmagnets));
        Assert.All(services, service => Assert.StartsWith("bitmagnet-functions", service, StringComparison.Ordinal));
        Assert.DoesNotContain("container_name", Mappings(root).SelectMany(Keys));
    }

    [Fact]
    public void AddOn_Network_IsBitmagnetsAndIsNotMadeHere()
    {
        var network = Root(AddOn)["networks"]["bitmagnet"];

        Assert.Equal("true", network.Value("external"));
        Assert.StartsWith("${BITMAGNET_NETWORK:?", network.Value("name"), StringComparison.Ordinal);
        Assert.Equal(["default", "bitmagnet"], ((YamlSequenceNode)Service(AddOn, "bitmagnet-functions")["networks"]).Select(name => name.ToString()));
        Assert.DoesNotContain("networks", Keys(Service(AddOn, "bitmagnet-functions-storage")));
    }

    [Fact]
    public void AddOn_Services_AreTheAppAndItsStorageAlone() =>
        Assert.Equal(["bitmagnet-functions", "bitmagnet-functions-storage"], Keys(Root(AddOn)["services"]));

    [Fact]
    public void Whole_Project_HasANameThatNoBitmagnetHas() => Assert.DoesNotContain(Root(Whole).Value("name"), Bitmagnets);

    [Fact]
    public void Whole_Postgres_HasTheSharedMemoryOfBitmagnetsOwnFile() => Assert.Equal("1g", Service(Whole, "postgres").Value("shm_size"));

    [Fact]
    public void Whole_App_WaitsForBitmagnetsMigration()
    {
        Assert.Equal("service_healthy", Service(Whole, "functions").Value("depends_on", "bitmagnet", "condition"));
        Assert.EndsWith("/status", ((YamlSequenceNode)Service(Whole, "bitmagnet")["healthcheck"]["test"]).Last().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AddOn, "bitmagnet-functions")]
    [InlineData(Whole, "functions")]
    public void App_InEachFile_IsReadOnlyKeyedAndReachableFromTheMachineUnlessListenSays(string file, string service)
    {
        var app = Service(file, service);

        Assert.Equal("true", app.Value("read_only"));
        Assert.Equal("${FUNCTION_KEY:?set FUNCTION_KEY}", app.Value("environment", "LOCALHOST_FUNCTION_KEY"));
        Assert.Equal("${LISTEN:-127.0.0.1}:7071:7071", ((YamlSequenceNode)app["ports"]).Single().ToString());
        Assert.Contains("AccountName=devstoreaccount1", app.Value("environment", "AzureWebJobsStorage"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AddOn, "bitmagnet-functions-storage")]
    [InlineData(Whole, "azurite")]
    public void Azurite_InEachFile_IsTheVersionThatTheTestsRun(string file, string service)
    {
        using var package = JsonDocument.Parse(RepositoryFiles.Read("package.json"));
        var azurite = Service(file, service);

        Assert.EndsWith(":" + package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString(), azurite.Value("image"), StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "--skipApiVersionCheck", "--silent", "--disableTelemetry" },
            ((YamlSequenceNode)azurite["command"]).Select(word => word.ToString()).ToHashSet());
        Assert.Equal("--max-semi-space-size=8", azurite.Value("environment", "NODE_OPTIONS"));
    }

    [Fact]
    public void Whole_Bitmagnet_HasTmdbOffAndTheDatabaseOfTheApp()
    {
        var bitmagnet = Service(Whole, "bitmagnet");

        Assert.Equal("false", bitmagnet.Value("environment", "TMDB_ENABLED"));
        Assert.All(
            (string[])["POSTGRES_HOST", "POSTGRES_NAME", "POSTGRES_USER", "POSTGRES_PASSWORD"],
            name => Assert.Equal(bitmagnet.Value("environment", name), Service(Whole, "functions").Value("environment", name)));
    }

    private static YamlNode Root(string file) => Yaml.Read(file).Single();

    private static YamlNode Service(string file, string name) => Root(file)["services"][name];

    private static IEnumerable<string> Keys(YamlNode mapping) => ((YamlMappingNode)mapping).Children.Keys.Select(key => key.ToString());

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>();

    /// <summary>The node as JSON, by the core schema of YAML: a quoted value is text; true, false and whole numbers are not.</summary>
    private static object? Plain(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.ToDictionary(child => child.Key.ToString(), child => Plain(child.Value)),
        YamlSequenceNode sequence => sequence.Select(Plain).ToArray(),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or null } => null,
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when bool.TryParse(scalar.Value, out var flag) => flag,
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) => number,
        _ => node.ToString(),
    };
}
