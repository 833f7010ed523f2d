using Bitmagnet.LocalHost.Configuration;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.LocalHost.Tests.Configuration;

public sealed class HostSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("localhost-tests-").FullName;

    [Fact]
    public void Read_NoFile_HasTheDefaultsOfTheAzureHost()
    {
        var settings = Read(null);

        Assert.Equal(TimeSpan.FromMinutes(30), settings.FunctionTimeout);
        Assert.Equal("api", settings.RoutePrefix);
    }

    [Fact]
    public void Read_AllFields_AreRead()
    {
        var settings = Read("""
            {
              // comments are allowed, as in the Azure host
              "version": "2.0", "functionTimeout": "00:10:00",
              "extensions": {
                "queues": { "batchSize": 8, "newBatchThreshold": 0, "maxDequeueCount": 3, "visibilityTimeout": "00:01:00",
                            "maxPollingInterval": "00:00:10", "messageEncoding": "None" },
                "http": { "routePrefix": "v1" }
              }
            }
            """);

        Assert.Equal(TimeSpan.FromMinutes(10), settings.FunctionTimeout);
        Assert.Equal("v1", settings.RoutePrefix);
    }

    [Fact]
    public void Read_TimeoutMinusOne_IsNoLimit() =>
        Assert.Null(Read("""{"version":"2.0","functionTimeout":"-1"}""").FunctionTimeout);

    [Theory]
    [InlineData("\"functionTimeout\":\"5\"", "host.json: functionTimeout is '5'; allowed: a duration hh:mm:ss above zero, at most 7 days, or -1 for no limit.")]
    [InlineData("\"functionTimeout\":\"00:00:00\"", "host.json: functionTimeout is '00:00:00'; allowed: a duration")]
    [InlineData("\"extensions\":{\"queues\":{\"batchSize\":33}}", "host.json: extensions.queues.batchSize is '33'; allowed: a whole number from 1 to 32.")]
    [InlineData("\"extensions\":{\"queues\":{\"batchSize\":\"x\"}}", "host.json: extensions.queues.batchSize is 'x'; allowed:")]
    [InlineData("\"extensions\":{\"queues\":{\"newBatchThreshold\":-1}}", "host.json: extensions.queues.newBatchThreshold is '-1'; allowed:")]
    [InlineData("\"extensions\":{\"queues\":{\"maxDequeueCount\":0}}", "host.json: extensions.queues.maxDequeueCount is '0'; allowed: a whole number, at least 1.")]
    [InlineData("\"extensions\":{\"queues\":{\"visibilityTimeout\":\"-00:00:01\"}}", "host.json: extensions.queues.visibilityTimeout is '-00:00:01'; allowed:")]
    [InlineData("\"extensions\":{\"queues\":{\"maxPollingInterval\":\"00:00:00.05\"}}", "host.json: extensions.queues.maxPollingInterval is '00:00:00.05'; allowed:")]
    [InlineData("\"extensions\":{\"http\":{\"routePrefix\":\"{x}\"}}", "host.json: extensions.http.routePrefix is '{x}'; allowed:")]
    [InlineData("\"logging\":{\"logLevel\":{\"default\":\"Loud\"}}", "host.json: logging.logLevel.default is 'Loud'; allowed: Trace, Debug,")]
    public void Read_ValueNotAllowed_NamesFieldValueAndWhatIsAllowed(string field, string expected)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Read("{\"version\":\"2.0\"," + field + "}"));

        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoValuesNotAllowed_NamesBoth()
    {
        var exception = Assert.Throws<InvalidOperationException>(
            () => Read("""{"version":"2.0","extensions":{"queues":{"batchSize":0,"maxDequeueCount":0}}}"""));

        Assert.Equal(2, exception.Message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "version is ''; allowed: 2.0.")]
    [InlineData("{\"version\":\"1.0\"}", "version is '1.0'; allowed: 2.0.")]
    public void Read_FileCannotBeUsed_SaysWhy(string json, string expected)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Read(json));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder, "host.json"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SettingAzureFunctionsJobHost_OverridesTheField()
    {
        var settings = Read(
            """{"version":"2.0","functionTimeout":"00:05:00"}""",
            ("AzureFunctionsJobHost:functionTimeout", "00:01:00"));

        Assert.Equal(TimeSpan.FromMinutes(1), settings.FunctionTimeout);
    }

    [Fact]
    public void Read_LogLevels_AreWhereLoggingReadsThem()
    {
        File.WriteAllText(Path.Combine(folder, "host.json"), """{"version":"2.0","logging":{"logLevel":{"default":"Error","Azure.Core":"None"}}}""");

        var keys = HostFile.Read(folder);

        Assert.Equal("Error", keys["Logging:LogLevel:Default"]);
        Assert.Equal("None", keys["Logging:LogLevel:Azure.Core"]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private HostSettings Read(string? json, params (string Key, string? Value)[] settings)
    {
        if (json is not null)
        {
            File.WriteAllText(Path.Combine(folder, "host.json"), json);
        }

        return HostSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(HostFile.Read(folder))
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build());
    }
}
