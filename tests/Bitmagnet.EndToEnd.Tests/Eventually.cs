namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Bounded polling of what another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the condition holds; fails with what the application has printed.</summary>
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
