using Azure;
using Bitmagnet.Functions.Tests.Storage;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>
/// The host has given up on a message, or would count an attempt, while the ledger is away: the message exists nowhere else.
/// </summary>
public sealed class PoisonedMessageTests
{
    private const int Always = 1_000_000;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{new string('a', 40)}}"]}""");

    private readonly SentMessages messages = new();

    public static TheoryData<string> Forms => [.. StorageForms.Names];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task RecordPoisonedAsync_WhileTheLedgerIsAway_PutsTheMessageBackWithoutAnExpiry(string form)
    {
        await using var harness = await StartAsync(() => StorageForms.Of(form));

        await harness.Runner.RecordPoisonedAsync(Body, Token);

        AssertSentOnce(StorageNames.PoisonQueue);
    }

    [Fact]
    public async Task RecordPoisonedAsync_ALedgerThatRefusesTheRow_LosesNothingEither()
    {
        await using var harness = await StartAsync(() => new RequestFailedException(413, "Too large", "RequestBodyTooLarge", null));

        await harness.Runner.RecordPoisonedAsync(Body, Token);

        AssertSentOnce(StorageNames.PoisonQueue);
    }

    [Fact]
    public async Task RecordPoisonedAsync_OnceTheLedgerIsBack_RecordsTheMessageThatCameFromOutside()
    {
        await using var harness = await StartAsync(() => StorageForms.Of("hang"), requests: 1);
        await harness.Runner.RecordPoisonedAsync(Body, Token);

        await harness.Runner.RecordPoisonedAsync(messages.Sent.Single().Body, Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs);
        Assert.Equal((JobReasons.Poisoned, 1), (job.Reason, job.InfoHashes.Count));
        Assert.Equal(Body, job.Body!.Value.ToArray());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task RunAsync_WhileTheLedgerIsAway_SendsTheMessageOnceMoreAndCountsNoAttempt(string form)
    {
        await using var harness = await StartAsync(() => StorageForms.Of(form));
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await cut.CancelAsync();

        await harness.Runner.RunAsync(Body, 5, cut.Token);

        AssertSentOnce(StorageNames.EnrichmentQueue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_TheQueueAwayForAMomentToo_IsTriedAgainWithinTheRun(bool isPoisoned)
    {
        var queueAway = new FailingRequests(2, () => StorageForms.Of("busy"));
        var tablesAway = new FailingRequests(Always, () => StorageForms.Of("busy"));
        await using var harness = await EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton<TimeProvider>(new SkippedPauses(TimeSpan.FromSeconds(15)))
            .AddSingleton(provider => tablesAway.Tables(provider))
            .AddSingleton(provider => queueAway.Queues(provider)),
            ("ENRICHMENT_JOB_DEADLINE", "10s"));

        await (isPoisoned ? harness.Runner.RecordPoisonedAsync(Body, Token) : harness.Runner.RunAsync(Body, 5, Token));

        Assert.Equal(0, queueAway.Left);
        var queue = harness.Get<Azure.Storage.Queues.QueueServiceClient>().GetQueueClient(isPoisoned ? StorageNames.PoisonQueue : StorageNames.EnrichmentQueue);
        Assert.Equal(1, (await queue.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount);
    }

    private void AssertSentOnce(string queue)
    {
        var message = Assert.Single(messages.Sent);
        Assert.Equal(queue, message.Queue);
        Assert.Equal(Body, message.Body);
        Assert.Contains("messagettl=-1", message.Query, StringComparison.Ordinal);
        Assert.Contains("visibilitytimeout=60", message.Query, StringComparison.Ordinal);
    }

    /// <summary>Starts with tables that fail a number of requests while the queues answer.</summary>
    private Task<EnrichmentHarness> StartAsync(Func<Exception> fault, int requests = Always)
    {
        var away = new FailingRequests(requests, fault);
        return EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton(provider => away.Tables(provider))
            .AddSingleton(provider => messages.Queues(provider)));
    }
}
