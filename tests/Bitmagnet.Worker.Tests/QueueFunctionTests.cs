using System.Text;
using System.Text.Json;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Triggers;
using Bitmagnet.Worker.Tests.Fixtures;
using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests;

/// <summary>Messages of the real queues, as the host passes them to the worker.</summary>
[Collection(nameof(RunningWorker))]
public sealed class QueueFunctionTests(RunningWorker worker) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(Task.WhenAll(worker.Jobs.ClearAsync(), worker.Poison.ClearAsync()));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("Inception.2010.1080p.BluRay.x264-GRP", "27205", true)]
    [InlineData("Fight.Club.1999.1080p.BluRay.x264-GRP", "550", false)]
    public async Task EnrichTorrents_AJobOfTheLedger_AttachesItsTorrentAndKeepsTheRow(string name, string content, bool isBase64)
    {
        var id = "job-" + content;
        var hash = await worker.System.AddTorrentAsync(name);
        await SaveAsync(id, hash);
        await worker.Jobs.SendAsync(Text(JsonSerializer.Serialize(new { id, infoHashes = new[] { hash }, asked = true }), isBase64));

        Results.Succeeded(await worker.Jobs.RunAsync(nameof(EnrichTorrents)), worker.Host);

        Assert.Equal(content, await worker.System.ContentAsync(hash));
        var row = await worker.System.Ledger.GetAsync(id, Token);
        Assert.Equal((JobStatus.Processed, null), (row!.Status, row.Reason));
    }

    [Theory]
    [InlineData("""{"InfoHashes":["zz"]}""", "InfoHashes[0] is 'zz'; allowed: a string of 40 hexadecimal characters", true)]
    [InlineData("""{"InfoHashes":[]}""", "InfoHashes has 0 elements; allowed: 1 to 1,000", false)]
    [InlineData("no job at all", "the body is not JSON; allowed:", true)]
    [InlineData("§ neither JSON nor base64 §", "the body is not JSON; allowed:", false)]
    public async Task EnrichTorrents_AMessageThatIsNoJob_IsDoneWithAndRecordedWithTheReason(string body, string reason, bool isBase64)
    {
        await worker.Jobs.SendAsync(Text(body, isBase64));

        Results.Succeeded(await worker.Jobs.RunAsync(nameof(EnrichTorrents)), worker.Host);

        await AssertMalformedAsync(body, reason);
    }

    [Fact]
    public async Task EnrichTorrents_AFaultOfTheJobItself_FailsTheInvocationAndIsNotedInTheRow()
    {
        const string Id = "at-fault";
        var hash = await worker.System.AddTorrentAsync("Gladiator.2000.1080p.BluRay.x264-GRP");
        await SaveAsync(Id, hash);
        await worker.System.ExecuteAsync("ALTER TABLE content ADD CONSTRAINT in_the_way CHECK (id <> '98')");
        try
        {
            await worker.Jobs.SendAsync(Text(JsonSerializer.Serialize(new { id = Id, infoHashes = new[] { hash } }), isBase64: true));

            var result = await worker.Jobs.RunAsync(nameof(EnrichTorrents));

            Assert.Equal(StatusResult.Types.Status.Failure, result.Status);
            Assert.Contains("in_the_way", result.Exception.Message, StringComparison.Ordinal);
            var row = await worker.System.Ledger.GetAsync(Id, Token);
            Assert.Equal((JobStatus.Pending, 1), (row!.Status, row.Attempts));
            Assert.Contains("in_the_way", row.Error, StringComparison.Ordinal);
        }
        finally
        {
            await worker.System.ExecuteAsync("ALTER TABLE content DROP CONSTRAINT in_the_way");
            if (await worker.System.Ledger.GetAsync(Id, Token) is { } left)
            {
                await worker.System.Ledger.DeleteAsync(left, Token);
            }
        }
    }

    [Theory]
    [InlineData("given-up", true)]
    [InlineData("given-up-raw", false)]
    public async Task HandlePoisonedJob_AJobThatTheHostGaveUpOn_IsFailedInTheLedgerWithItsBody(string id, bool isBase64)
    {
        var hash = InfoHash.Parse(new string('b', 40)).Hex;
        var body = JsonSerializer.Serialize(new { id, infoHashes = new[] { hash } });
        await SaveAsync(id, hash);
        await worker.Poison.SendAsync(Text(body, isBase64));

        Results.Succeeded(await worker.Poison.RunAsync(nameof(HandlePoisonedJob)), worker.Host);

        var row = await worker.System.Ledger.GetAsync(id, Token);
        Assert.Equal((JobStatus.Failed, JobReasons.Poisoned, body), (row!.Status, row.Reason, Encoding.UTF8.GetString(row.Body!.Value.Span)));
    }

    [Theory]
    [InlineData("[1,2]", "the body is a JSON array; allowed: an object with InfoHashes", true)]
    [InlineData("§ nor this §", "the body is not JSON; allowed:", false)]
    public async Task HandlePoisonedJob_ABodyThatIsNoJob_IsRecordedWithTheReason(string body, string reason, bool isBase64)
    {
        await worker.Poison.SendAsync(Text(body, isBase64));

        Results.Succeeded(await worker.Poison.RunAsync(nameof(HandlePoisonedJob)), worker.Host);

        await AssertMalformedAsync(body, reason);
    }

    private static string Text(string body, bool isBase64) => isBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) : body;

    private async Task AssertMalformedAsync(string body, string reason)
    {
        var row = await worker.System.Ledger.GetAsync(JobLedger.IdOfBody(Encoding.UTF8.GetBytes(body)), Token);
        Assert.Equal((JobStatus.Failed, JobReasons.Malformed, body), (row!.Status, row.Reason, Encoding.UTF8.GetString(row.Body!.Value.Span)));
        Assert.StartsWith(reason, row.Error, StringComparison.Ordinal);
    }

    private Task SaveAsync(string id, string hash) => worker.System.Ledger.SaveAsync(
        [new() { Id = id, Status = JobStatus.Pending, InfoHashes = [InfoHash.Parse(hash)], CreatedAt = DateTimeOffset.UtcNow, UpdatedAt = DateTimeOffset.UtcNow }], Token);
}
