using System.Reflection;
using Bitmagnet.Functions.Tests.Storage;
using Bitmagnet.Functions.Triggers;

namespace Bitmagnet.Functions.Tests.Http;

/// <summary>Every HTTP function, called as the host calls it, while storage fails in each known form and in unforeseen ones.</summary>
public sealed class EveryFunctionAnswersTests
{
    private const string Unforeseen = "unforeseen";

    public static TheoryData<string> Forms => [.. StorageForms.Names, Unforeseen];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Run_WhateverTheStorageDoes_EndsInAnAnswerWithABody(string form)
    {
        var away = new FailingRequests(1_000_000, () => form == Unforeseen ? new InvalidDataException("nobody foresaw this") : StorageForms.Of(form));
        await using var harness = await EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton(provider => away.Tables(provider))
            .AddSingleton(provider => away.Queues(provider)));
        var problems = 0;

        foreach (var function in Functions())
        {
            var answer = await CallAsync(harness, function);

            switch (answer)
            {
                case OkResult when function.DeclaringType == typeof(GetLive):
                    break;
                case StatusCodeResult { StatusCode: StatusCodes.Status302Found } when function.DeclaringType == typeof(GetRoot):
                    break; // it redirects to the dashboard
                case FileContentResult metrics:
                    Assert.NotEmpty(metrics.FileContents);
                    break;
                case ContentResult content:
                    Assert.False(string.IsNullOrEmpty(content.Content), function.DeclaringType!.Name);
                    Assert.Equal(content.StatusCode is >= 400 && content.ContentType!.Contains("problem", StringComparison.Ordinal),
                        content.StatusCode >= 400 && function.DeclaringType != typeof(GetHealth));
                    problems += content.StatusCode == (form == Unforeseen ? 500 : 503) && function.DeclaringType != typeof(GetHealth) ? 1 : 0;
                    break;
                default:
                    Assert.Fail($"{function.DeclaringType!.Name} answered {answer}");
                    break;
            }
        }

        Assert.InRange(problems, 8, 20); // jobs, backfill, sweep, pause, resume and replay need the storage
    }

    private static IEnumerable<MethodInfo> Functions() =>
        from type in typeof(GetLive).Assembly.GetTypes()
        where type.Namespace == typeof(GetLive).Namespace
        from method in type.GetMethods()
        where method.GetParameters().Any(parameter => parameter.ParameterType == typeof(HttpRequest))
        select method;

    private static async Task<IActionResult> CallAsync(EnrichmentHarness harness, MethodInfo function)
    {
        var instance = ActivatorUtilities.CreateInstance(harness.Services, function.DeclaringType!);
        var context = new DefaultHttpContext { RequestServices = harness.Services };
        context.Request.Body = new MemoryStream("{\"infoHashes\":[\"0123456789abcdef0123456789abcdef01234567\"],\"names\":[\"x\"]}"u8.ToArray());
        context.Request.ContentType = "application/json";
        context.Request.Path = "/api/torrents/enrich";
        context.Request.QueryString = function.DeclaringType!.Name switch
        {
            nameof(ReplayJobs) => new QueryString("?reason=poisoned"),
            nameof(GetDashboardHistory) => new QueryString("?range=1h"),
            _ => QueryString.Empty,
        };
        object?[] arguments = [.. function.GetParameters().Select(parameter => (object?)(
            parameter.ParameterType == typeof(HttpRequest) ? context.Request
            : parameter.ParameterType == typeof(CancellationToken) ? Token
            : "some-id"))];
        return function.Invoke(instance, arguments) switch
        {
            Task<IActionResult> later => await later,
            IActionResult now => now,
            var other => throw new InvalidOperationException($"{other}"),
        };
    }
}
