using System.Reflection;
using Bitmagnet.Functions.Api;
using Bitmagnet.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Bitmagnet.Functions.Tests.Api;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task Document_IsValidOpenApi31()
    {
        var read = await ReadAsync();

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal("/somewhere", Assert.Single(read.Document!.Servers!).Url);
    }

    [Fact]
    public async Task Document_HasEveryHttpFunctionWithItsMethodsAndItsKeyAndNothingElse()
    {
        var document = (await ReadAsync()).Document!;

        var documented =
            from path in document.Paths
            from operation in path.Value.Operations!
            select (operation.Value.OperationId, operation.Key.Method, path.Key, IsOpen: operation.Value.Security is { Count: 0 });

        Assert.Equal(Functions().Order(), documented.Select(operation => (operation.OperationId!, operation.Method, operation.Key, operation.IsOpen)).Order());
    }

    [Fact]
    public async Task Document_EveryReference_LeadsSomewhere()
    {
        var document = (await ReadAsync()).Document!;

        var responses = document.Paths.SelectMany(path => path.Value.Operations!).SelectMany(operation => operation.Value.Responses!.Values).ToArray();
        Assert.All(responses, response => Assert.False(string.IsNullOrEmpty(response.Description)));
        var schemas = responses.SelectMany(response => response.Content?.Values ?? []).Select(content => content.Schema).OfType<OpenApiSchemaReference>().ToArray();
        Assert.NotEmpty(schemas);
        Assert.All(schemas, schema => Assert.NotNull(schema.Target));
    }

    [Fact]
    public async Task Document_SchemaOfHealth_NamesWhatIsAnswered()
    {
        var document = (await ReadAsync()).Document!;

        var health = document.Components!.Schemas!["HealthReport"];

        Assert.Equal(["at", "findings", "parts", "snapshot", "status"], health.Properties!.Keys.Order());
        Assert.Equal(["healthy", "degraded", "unhealthy", "starting"], health.Properties["status"].Enum!.Select(value => value.GetValue<string>()));
        Assert.Contains("since", health.Properties["findings"].Items!.Properties!.Keys);
        Assert.Contains("requested", health.Properties["snapshot"].Properties!["feed"].Properties!.Keys);
    }

    [Fact]
    public void Functions_ThatAnswerGet_AnswerHead()
    {
        var methods = Functions(withHead: true).ToLookup(function => function.Method, function => function.Name);

        Assert.NotEmpty(methods["GET"]);
        Assert.Equal(methods["GET"].Order(), methods["HEAD"].Order());
    }

    private static async Task<ReadResult> ReadAsync()
    {
        var request = new DefaultHttpContext().Request;
        request.Path = "/somewhere/openapi.json";
        var answer = Assert.IsType<ContentResult>(new ApiDocument().AnswerTo(request));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(answer.Content!));
        return await OpenApiDocument.LoadAsync(stream, "json", cancellationToken: Token);
    }

    private static IEnumerable<(string Name, string Method, string Path, bool IsOpen)> Functions(bool withHead = false) =>
        from type in typeof(ApiDocument).Assembly.GetExportedTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from trigger in method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
        from verb in trigger.Methods!
        where withHead || verb != "head" // the document describes GET and says that HEAD works too
        select (function.Name, verb.ToUpperInvariant(), type == typeof(GetRoot) ? "/" : $"/{trigger.Route}", trigger.AuthLevel == AuthorizationLevel.Anonymous);
}
