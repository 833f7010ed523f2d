namespace Bitmagnet.Functions.Tests.Storage;

public sealed class StorageConnectionTests
{
    [Theory]
    [InlineData("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=aGVsbG8=;EndpointSuffix=core.windows.net")]
    [InlineData("ConnectionStrings:AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=aGVsbG8=;EndpointSuffix=core.windows.net")]
    [InlineData("AzureWebJobsStorage:accountName", "acc")]
    public void Read_WholeAccount_NamesAllServices(string key, string value)
    {
        var connection = StorageConnection.Read(Settings((key, value)));

        Assert.Equal("https://acc.queue.core.windows.net/", connection.Queues().Uri.ToString());
        Assert.Equal("https://acc.table.core.windows.net/", connection.Tables().Uri.ToString());
        Assert.Equal("https://acc.blob.core.windows.net/", connection.Blobs().Uri.ToString());
    }

    [Fact]
    public void Read_DevelopmentStorage_IsAzuriteOnItsUsualPorts()
    {
        var connection = StorageConnection.Read(Settings(("AzureWebJobsStorage", "UseDevelopmentStorage=true")));

        Assert.Equal("http://127.0.0.1:10001/devstoreaccount1", connection.Queues().Uri.ToString());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("managedidentity", null)]
    [InlineData("ManagedIdentity", "3f1c")]
    [InlineData(null, "3f1c")]
    public void Read_ServiceUris_EachServiceHasItsOwn(string? credential, string? clientId)
    {
        var connection = StorageConnection.Read(Settings(
            ("AzureWebJobsStorage:queueServiceUri", "https://q.example"),
            ("AzureWebJobsStorage:tableServiceUri", "https://t.example"),
            ("AzureWebJobsStorage:blobServiceUri", "https://b.example"),
            ("AzureWebJobsStorage:credential", credential),
            ("AzureWebJobsStorage:clientId", clientId)));

        Assert.Equal("q.example", connection.Queues().Uri.Host);
        Assert.Equal("t.example", connection.Tables().Uri.Host);
        Assert.Equal("b.example", connection.Blobs().Uri.Host);
    }

    [Theory]
    [InlineData("AccountName=x")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=hush!;EndpointSuffix=core.windows.net")]
    [InlineData("hush")]
    public void Read_NoConnectionString_NamesTheSettingAndHidesItsValue(string value)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => StorageConnection.Read(Settings(("AzureWebJobsStorage", value))));

        Assert.StartsWith("AzureWebJobsStorage is not a storage connection string (value hidden); allowed: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherName_ReadsThatSetting()
    {
        var connection = StorageConnection.Read(Settings(("Other:accountName", "other")), "Other");

        Assert.Equal("other.queue.core.windows.net", connection.Queues().Uri.Host);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "")]
    [InlineData("AzureWebJobsStorage:queueServiceUri", " ")]
    [InlineData("Unrelated", "x")]
    public void Read_NotSet_SaysWhatIsAllowed(string key, string value)
    {
        var settings = Settings((key, value));

        Assert.False(StorageConnection.IsConfigured(settings));
        var exception = Assert.Throws<InvalidOperationException>(() => StorageConnection.Read(settings));
        Assert.StartsWith("AzureWebJobsStorage is not set; allowed:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AccountNameAndServiceUri_IsRefused()
    {
        var settings = Settings(("AzureWebJobsStorage:accountName", "acc"), ("AzureWebJobsStorage:queueServiceUri", "https://q.example"));

        var exception = Assert.Throws<InvalidOperationException>(() => StorageConnection.Read(settings));
        Assert.Contains("AzureWebJobsStorage__accountName and service URIs", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://q.example")]
    [InlineData("q.example")]
    public void Queues_ServiceUriNotHttps_IsRefusedByName(string uri)
    {
        var connection = StorageConnection.Read(Settings(("AzureWebJobsStorage:queueServiceUri", uri)));

        var exception = Assert.Throws<InvalidOperationException>(() => connection.Queues());
        Assert.StartsWith($"AzureWebJobsStorage__queueServiceUri is '{uri}'; allowed:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Queues_UnknownCredential_IsRefusedByName()
    {
        var connection = StorageConnection.Read(Settings(
            ("AzureWebJobsStorage:accountName", "acc"), ("AzureWebJobsStorage:credential", "password")));

        var exception = Assert.Throws<InvalidOperationException>(() => connection.Queues());
        Assert.Equal("AzureWebJobsStorage__credential is 'password'; allowed: managedidentity.", exception.Message);
    }

    [Fact]
    public void ToString_ConnectionString_HidesTheKey()
    {
        var connection = StorageConnection.Read(Settings(
            ("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=aGVsbG8=;EndpointSuffix=core.windows.net")));

        Assert.Equal("AzureWebJobsStorage (https://acc.queue.core.windows.net)", connection.ToString());
    }

    private static IConfiguration Settings(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
