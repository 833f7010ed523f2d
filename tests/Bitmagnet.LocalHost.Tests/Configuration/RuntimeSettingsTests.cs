using System.Text.Json;

namespace Bitmagnet.LocalHost.Tests.Configuration;

public sealed class RuntimeSettingsTests
{
    [Fact]
    public void BuiltApp_WithoutAnyEnvironmentVariable_BoundsTheMemoryOfNewObjects()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Bitmagnet.LocalHost.runtimeconfig.json")));
        var settings = file.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");

        Assert.Equal(4 << 20, settings.GetProperty("System.GC.Gen0MaxBudget").GetInt64());
        Assert.Equal(1 << 20, settings.GetProperty("System.GC.RegionSize").GetInt64());
        Assert.False(settings.GetProperty("System.GC.Concurrent").GetBoolean());
        Assert.False(settings.GetProperty("System.GC.Server").GetBoolean());
        Assert.False(settings.GetProperty("System.Runtime.TieredPGO").GetBoolean());
    }
}
