using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Functions.Tests.Storage;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.Functions.Tests.Health;

public sealed class CounterKeeperTests
{
    public static TheoryData<string> Forms => [.. StorageForms.Names, "a row that nobody can read"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task ExecuteAsync_WhateverTheStorageDoes_TheHostRunsOnAndNoCountIsLost(string form)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var away = new FailingRequests(2, () => StorageForms.Names.Contains(form) ? StorageForms.Of(form) : new System.Text.Json.JsonException("no JSON"));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["AzureWebJobsStorage"] = Servers.Azurite.ConnectionString;
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(provider => away.Tables(provider))
            .AddSingleton<CounterTally>().AddSingleton<CounterStore>().AddHostedService<CounterKeeper>();
        using var host = builder.Build();
        host.Services.GetRequiredService<CounterTally>();
        var outcome = $"outcome-{Guid.NewGuid():N}";
        using var meter = new Meter($"{Instruments.Prefix}.Tests");
        meter.CreateCounter<long>(Instruments.Jobs.Name).Add(7, new KeyValuePair<string, object?>("outcome", outcome));

        await host.StartAsync(Token);
        for (var failures = 2; failures > 0; failures--)
        {
            await Eventually.TrueAsync(() => away.Left < failures, "the storage was asked");
            clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await host.StopAsync(Token);

        Assert.Equal(7, (await new CounterStore(new TableServiceClient(Servers.Azurite.ConnectionString), clock).ReadAsync(Token))[CounterNames.Of(Instruments.Jobs.Name, outcome)]);
    }
}
