using Bitmagnet.Worker.Tests.Hosting;
using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests.Fixtures;

/// <summary>How the host sees what a worker did.</summary>
internal static class Results
{
    /// <summary>In words, for a person who reads the output of the tests.</summary>
    public static string Describe(this StatusResult result) => result.Exception is { } exception ? $"{result.Status}: {exception.Message}" : $"{result.Status}";

    /// <summary>Fails with what the worker said where it did not succeed.</summary>
    public static async Task SucceedsAsync(this Invocation invocation, FunctionsHost host) => Succeeded(await invocation.Result, host);

    /// <summary>Fails with what the worker said where it did not succeed.</summary>
    public static void Succeeded(StatusResult result, FunctionsHost host) =>
        Assert.True(result.Status == StatusResult.Types.Status.Success, $"{result.Describe()}\n{host.Output}");
}
