using Azure.Core;
using Azure.Core.Pipeline;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Tests.JobActions;

public sealed class DeleteRaceTests
{
    [Fact]
    public async Task DeleteAsync_AJobThatTheFeedTakesMeanwhile_IsPendingAndKeepsItsRow()
    {
        var feed = new BeforeTheFirstTransaction();
        await using var harness = await EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton(provider => feed.Tables(StorageConnection.Read(provider.GetRequiredService<IConfiguration>()))));
        var job = new JobRecord
        {
            Id = harness.Ledger.NewId([]),
            Status = JobStatus.Retry,
            InfoHashes = [InfoHash.Parse(new string('a', 40))],
            CreatedAt = DateTimeOffset.UtcNow,
            UpdatedAt = DateTimeOffset.UtcNow,
        };
        Assert.True(await harness.Ledger.TryUpdateAsync(job, Token));
        feed.Act = async () =>
            Assert.True(await harness.Ledger.TryUpdateAsync((await harness.Ledger.GetAsync(job.Id, Token))! with { Status = JobStatus.Pending }, Token));

        var outcome = await harness.Get<JobLevers>().DeleteAsync(job.Id, Token);

        Assert.Equal(DeleteOutcome.Pending, outcome);
        Assert.Equal(JobStatus.Pending, (await harness.Ledger.GetAsync(job.Id, Token))!.Status);
    }

    private sealed class BeforeTheFirstTransaction : HttpPipelinePolicy
    {
        private int done;

        public Func<Task> Act { get; set; } = () => Task.CompletedTask;

        public TableServiceClient Tables(StorageConnection connection)
        {
            var options = new TableClientOptions();
            options.AddPolicy(this, HttpPipelinePosition.PerCall);
            return connection.Tables(options);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Exchange(ref done, 1) == 0)
            {
                await Act();
            }

            await ProcessNextAsync(message, pipeline);
        }
    }
}
