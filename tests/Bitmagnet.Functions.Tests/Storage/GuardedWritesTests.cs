using Azure;

namespace Bitmagnet.Functions.Tests.Storage;

public sealed class GuardedWritesTests
{
    [Fact]
    public async Task TryWriteAsync_OfTwoWriters_TheOneWithTheOldVersionLosesAndTheRowStays()
    {
        var table = await CreateAsync();

        var first = await table.TryWriteAsync(Row("first"), version: null, Token);
        var second = await table.TryWriteAsync(Row("second"), first, Token);

        Assert.NotNull(second);
        Assert.Null(await table.TryWriteAsync(Row("added"), version: null, Token));
        Assert.Null(await table.TryWriteAsync(Row("added"), version: default(ETag), Token));
        Assert.Null(await table.TryWriteAsync(Row("late"), first, Token));
        Assert.Equal("second", (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Token)).Value.GetString("Value"));
    }

    [Fact]
    public async Task TryWriteAsync_RowThatWasRemovedMeanwhile_IsLost()
    {
        var table = await CreateAsync();
        var version = await table.TryWriteAsync(Row("first"), version: null, Token);
        await table.DeleteEntityAsync("p", "r", cancellationToken: Token);

        Assert.Null(await table.TryWriteAsync(Row("second"), version, Token));
    }

    [Theory]
    [InlineData(404, "ResourceNotFound")]
    [InlineData(409, "EntityAlreadyExists")]
    [InlineData(412, "UpdateConditionNotSatisfied")]
    public async Task TryAsync_LostRace_IsFalse(int status, string code) =>
        Assert.False(await GuardedWrites.TryAsync(() => throw new RequestFailedException(status, "refused", code, null)));

    [Theory]
    [InlineData(409, "TableBeingDeleted")]
    [InlineData(503, "ServerBusy")]
    [InlineData(400, "InvalidInput")]
    public async Task TryAsync_AnythingElse_IsThrown(int status, string code)
    {
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => GuardedWrites.TryAsync(() => throw new RequestFailedException(status, "refused", code, null)));

        Assert.Equal(code, error.ErrorCode);
    }

    private static TableEntity Row(string value) => new("p", "r") { ["Value"] = value };

    private static async Task<TableClient> CreateAsync()
    {
        var table = new TableServiceClient(Servers.Azurite.ConnectionString).GetTableClient("Guarded" + Guid.NewGuid().ToString("N"));
        await table.CreateIfNotExistsAsync(Token);
        return table;
    }
}
