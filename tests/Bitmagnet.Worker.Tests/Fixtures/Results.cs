using Bitmagnet.Worker.Tests.Hosting;
using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests.Fixtures;

/// <summary>A worker's results as the host sees them.</summary>
internal static class Results
{
    /// <summary>The result in words, for the tests' output.</summary>
    public static string Describe(this StatusResult result) => result.Exception is { } exception ? $"{result.Status}: {exception.Message}" : $"{result.Status}";

    /// <summary>Fails with the worker's message if it did not succeed.</summary>
    public static async Task SucceedsAsync(this Invocation invocation, FunctionsHost host) => Succeeded(await invocation.Result, host);

    /// <summary>Fails with the worker's message if it did not succeed.</summary>
    public static void Succeeded(StatusResult result, FunctionsHost host) =>
        Assert.True(result.Status == StatusResult.Types.Status.Success, $"{result.Describe()}\n{host.Output}");
}
