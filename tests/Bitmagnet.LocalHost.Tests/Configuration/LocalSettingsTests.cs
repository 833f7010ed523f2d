using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Tests.Configuration;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly string working = Directory.CreateTempSubdirectory("localhost-tests-").FullName;
    private readonly string app = Directory.CreateTempSubdirectory("localhost-tests-").FullName;

    [Fact]
    public void Read_NoFile_IsEmpty() => Assert.Empty(LocalSettings.Read(working, app));

    [Fact]
    public void Read_FileInBothFolders_TakesTheWorkingFolder()
    {
        Write(working, """{"IsEncrypted":false,"Values":{"A":"working"}}""");
        Write(app, """{"Values":{"A":"app","B":"app"}}""");

        Assert.Equal([KeyValuePair.Create("A", "working")], LocalSettings.Read(working, app));
    }

    [Fact]
    public void Read_FileInAppFolderOnly_TakesThat()
    {
        Write(app, """
            {
              // a comment
              "Values": { "TEXT": "x", "FLAG": true, "NUMBER": 5, },
            }
            """);

        var settings = LocalSettings.Read(working, app);

        Assert.Equal("x", settings["TEXT"]);
        Assert.Equal("true", settings["FLAG"]);
        Assert.Equal("5", settings["NUMBER"]);
    }

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("""{"IsEncrypted":true,"Values":{}}""", "IsEncrypted is true; allowed: false")]
    [InlineData("""{"Values":[]}""", "Values is a JSON Array; allowed: an object of texts")]
    [InlineData("""{"Values":{"A":{"B":"c"}}}""", "Values.A is a JSON Object; allowed:")]
    [InlineData("""{"Values":{"":"x"}}""", "Values has the name ''; allowed:")]
    [InlineData("""{"Values":{"A=B":"x"}}""", "Values has the name 'A=B'; allowed:")]
    [InlineData("""{"Values":{"A\u0000":"x"}}""", "Values has the name 'A '; allowed:")]
    public void Read_FileCannotBeUsed_SaysWhereAndWhy(string json, string expected)
    {
        Write(working, json);

        var exception = Assert.Throws<InvalidOperationException>(() => LocalSettings.Read(working, app));

        Assert.StartsWith(Path.Combine(working, "local.settings.json"), exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatAnotherProgramHoldsAlone_SaysWhereAndWhy()
    {
        Write(working, "{}");
        using var held = new FileStream(Path.Combine(working, "local.settings.json"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var exception = Assert.Throws<InvalidOperationException>(() => LocalSettings.Read(working, app));

        Assert.StartsWith($"{held.Name} cannot be read: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_VariableSet_IsKept()
    {
        var set = $"LOCALHOST_TEST_{Guid.NewGuid():n}";
        var unset = $"LOCALHOST_TEST_{Guid.NewGuid():n}";
        Environment.SetEnvironmentVariable(set, "environment");
        try
        {
            LocalSettings.Apply(new Dictionary<string, string> { [set] = "file", [unset] = "file", [$"{unset}:Key"] = "nested" });

            Assert.Equal("environment", Environment.GetEnvironmentVariable(set));
            Assert.Equal("file", Environment.GetEnvironmentVariable(unset));
            Assert.Equal("nested", Environment.GetEnvironmentVariable($"{unset}__Key"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(set, null);
            Environment.SetEnvironmentVariable(unset, null);
            Environment.SetEnvironmentVariable($"{unset}__Key", null);
        }
    }

    public void Dispose()
    {
        Directory.Delete(working, recursive: true);
        Directory.Delete(app, recursive: true);
    }

    private static void Write(string folder, string json) => File.WriteAllText(Path.Combine(folder, "local.settings.json"), json);
}
