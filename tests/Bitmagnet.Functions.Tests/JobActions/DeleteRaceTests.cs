using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Tests.JobActions;

public sealed class DeleteRaceTests
{
    [Fact]
    public async Task DeleteAsync_AJobThatTheFeedTakesMeanwhile_IsPendingAndKeepsItsRow()
    {
        var held = new HeldRequest(request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
        await using var harness = await EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton(provider => held.Tables(provider)));
        var job = new JobRecord
        {
            Id = harness.Ledger.NewId([]),
            Status = JobStatus.Retry,
            InfoHashes = [InfoHash.Parse(new string('a', 40))],
            CreatedAt = DateTimeOffset.UtcNow,
            UpdatedAt = DateTimeOffset.UtcNow,
        };
        Assert.True(await harness.Ledger.TryUpdateAsync(job, Token));

        var deleting = harness.Get<JobLevers>().DeleteAsync(job.Id, Token);
        await held.Reached;
        Assert.True(await harness.Ledger.TryUpdateAsync((await harness.Ledger.GetAsync(job.Id, Token))! with { Status = JobStatus.Pending }, Token));
        held.Release();

        Assert.Equal(DeleteOutcome.Pending, await deleting);
        Assert.Equal(JobStatus.Pending, (await harness.Ledger.GetAsync(job.Id, Token))!.Status);
    }
}
