namespace Bitmagnet.Functions.Tests.Storage;

public sealed class NewestFirstRowsTests
{
    private const string Partition = "p";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly NewestFirstRows rows =
        new(new StorageTable(new TableServiceClient(Servers.Azurite.ConnectionString), "Rows" + Guid.NewGuid().ToString("N")));

    [Fact]
    public async Task ReadAsync_RowsOfSeveralTimes_AnswersTheNewestFirstAndNoneOutsideTheTimes()
    {
        await AddAsync(minutes: 5);

        Assert.Equal([4, 3, 2, 1, 0], await ReadAsync(null, 10));
        Assert.Equal([4, 3], await ReadAsync(null, 2));
        Assert.Equal([4, 3, 2], await ReadAsync(Noon.AddMinutes(2), 10));
        Assert.Equal([3, 2], await ReadAsync(Noon.AddMinutes(2), 10, until: Noon.AddMinutes(3)));
    }

    [Fact]
    public async Task TryAddAsync_KeyThatIsThere_IsFalseAndTheFirstStays()
    {
        await AddAsync(minutes: 1);

        Assert.False(await rows.TryAddAsync(new TableEntity(Partition, NewestFirstRows.KeyOf(Noon)) { ["Minute"] = 9 }, Token));
        Assert.Equal([0], await ReadAsync(null, 10));
    }

    [Fact]
    public async Task RemoveOldAsync_ByManyAtOnce_RemovesTheOldAndFailsForNone()
    {
        await AddAsync(minutes: 30);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => rows.RemoveOldAsync(Partition, Noon.AddMinutes(27), Token)));

        Assert.Equal([29, 28, 27], await ReadAsync(null, 100));
    }

    private async Task AddAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            Assert.True(await rows.TryAddAsync(new TableEntity(Partition, NewestFirstRows.KeyOf(Noon.AddMinutes(minute))) { ["Minute"] = minute }, Token));
        }
    }

    private async Task<List<int>> ReadAsync(DateTimeOffset? since, int most, DateTimeOffset? until = null) =>
        await rows.ReadAsync(Partition, since, until, most, columns: null, Token).Select(row => row.GetInt32("Minute")!.Value).ToListAsync(Token);
}
