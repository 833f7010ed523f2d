using System.Net;
using System.Net.Sockets;
using Azure;

namespace Bitmagnet.Functions.Tests.Storage;

public sealed class StorageFaultsTests
{
    private const string Key = "bWFya2VkLXNlY3JldC1tYXJrZWQtc2VjcmV0LW1hcms=";

    public static TheoryData<string> Forms => [.. StorageForms.Names];

    [Theory]
    [MemberData(nameof(Forms))]
    public void IsOfTheStorage_EveryFormOfAnAccountThatIsAway_IsOneVerdict(string form)
    {
        Assert.True(StorageFaults.IsOfTheStorage(StorageForms.Of(form)));
        Assert.True(StorageFaults.IsOfTheStorage(new AggregateException(StorageForms.Of(form), new TaskCanceledException())));
        Assert.NotEmpty(StorageFaults.Describe(StorageForms.Of(form)));
    }

    [Fact]
    public void IsOfTheStorage_WhatIsWrongWithARequestOrAProgram_IsNot()
    {
        Exception[] others =
        [
            new RequestFailedException(400, "The continuation token is invalid.", "InvalidInput", null),
            new RequestFailedException(404, "No", "ResourceNotFound", null),
            new RequestFailedException(409, "No", "EntityAlreadyExists", null),
            new RequestFailedException(412, "No", "UpdateConditionNotSatisfied", null),
            new RequestFailedException(413, "No", "RequestBodyTooLarge", null),
            new OperationCanceledException(), // the caller asked for it
            new IOException("a file"),
            new AggregateException(),
            new AggregateException(new RequestFailedException(503, "busy"), new InvalidOperationException()),
            new InvalidOperationException(),
        ];

        Assert.All(others, error => Assert.False(StorageFaults.IsOfTheStorage(error), error.ToString()));
    }

    [Fact]
    public async Task IsOfTheStorage_AnAccountThatTakesTheConnectionAndHangs_IsAwayWhateverTheSdkMakesOfIt()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new TableClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1), NetworkTimeout = TimeSpan.FromMilliseconds(200) } };
        var tables = new TableServiceClient($"AccountName=a;AccountKey={Key};TableEndpoint=http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/a", options);

        var error = await Record.ExceptionAsync(() => tables.GetTableClient("Some").CreateIfNotExistsAsync(Token));

        var several = Assert.IsType<AggregateException>(error);
        Assert.All(several.InnerExceptions, inner => Assert.IsAssignableFrom<OperationCanceledException>(inner));
        Assert.True(StorageFaults.IsOfTheStorage(error), error.ToString());
        Assert.Equal("the storage does not answer in time", StorageFaults.Describe(error));
    }
}
