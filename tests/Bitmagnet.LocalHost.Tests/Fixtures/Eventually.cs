using System.Diagnostics;

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>Bounded polling.</summary>
internal static class Eventually
{
    /// <summary>Only ends a hang: a busy machine may need many times longer than an idle one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, $"not within {Patience}: {what}");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);
}
