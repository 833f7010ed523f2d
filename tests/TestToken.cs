namespace Bitmagnet.Tests;

/// <summary>The running test's cancellation, in every test project as <c>Token</c>.</summary>
internal static class TestToken
{
    /// <summary>Is cancelled when the test is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
