namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Polls another process for a bounded time.</summary>
internal static class Eventually
{
    /// <summary>Only ends a hang: a busy machine may need many times longer than an idle one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until the condition holds; fails with the application's output.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, ApplicationProcess application)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, application.Output);
            await timer.WaitForNextTickAsync();
        }
    }
}
