namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>Polls, for a bounded time, something that runs beside the test.</summary>
internal static class Eventually
{
    /// <summary>Only ends a hang: a busy machine may need many times what an idle one does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"not within {Patience}: {what}");
            await timer.WaitForNextTickAsync(Token);
        }
    }
}
