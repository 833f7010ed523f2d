using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class SweepEndpointsTests
{
    [Theory]
    [InlineData("?dryRun=ture", "dryRun", "'ture'")]
    [InlineData("?dryRun=1", "dryRun", "'1'")]
    [InlineData("?dryRun=", "dryRun", "''")]
    [InlineData("?dryRun=true&dryRun=false", "dryRun", "'true,false'")]
    [InlineData("?dry-run=true", "dry-run", "dry-run is 'true'")]
    public async Task RunAsync_QueryThatIsNotUnderstood_NamesFieldValueAndWhatIsAllowedAndSweepsNothing(string query, string field, string value)
    {
        await using var database = await CreateAsync(20);
        var id = await database.AddAsync(Payload(1), "retry");

        var answer = await database.PostAsync(query);

        Assert.Equal((400, "application/problem+json; charset=utf-8"), (answer.StatusCode, answer.ContentType));
        var problem = JsonDocument.Parse(answer.Content!).RootElement;
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Contains(value, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Matches("allowed: (true or false|no parameter but dryRun)", problem.GetProperty("detail").GetString());
        Assert.Equal("retry", await database.StatusAsync(id));
        Assert.Empty(await database.Runs.LastAsync(SweepPart.Queue, 1, Token));
    }

    [Theory]
    [InlineData("?dryRun=true", true, "retry")]
    [InlineData("?DRYRUN=True&code=key", true, "retry")]
    [InlineData("?dryRun=false", false, "pending")]
    [InlineData("", false, "pending")]
    public async Task RunAsync_QueryThatIsUnderstood_AnswersWithTheRun(string query, bool isDryRun, string status)
    {
        await using var database = await CreateAsync(20);
        var id = await database.AddAsync(Payload(1), "retry");

        var answer = await database.PostAsync(query);

        var run = JsonDocument.Parse(answer.Content!).RootElement;
        Assert.Equal((200, isDryRun, 1), (answer.StatusCode, run.GetProperty("isDryRun").GetBoolean(), run.GetProperty("decided").GetInt32()));
        var group = Assert.Single(run.GetProperty("groups").EnumerateArray());
        Assert.Equal("""{"queue":"process_torrent","status":"retry","cause":"other","verdict":"release","rows":1}""", Text(group, "samples"));
        Assert.Equal(id, Assert.Single(group.GetProperty("samples").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(status, await database.StatusAsync(id));
    }

    private static string Text(JsonElement element, string without) => JsonSerializer.Serialize(
        element.EnumerateObject().Where(property => property.Name != without).ToDictionary(property => property.Name, property => property.Value));
}
