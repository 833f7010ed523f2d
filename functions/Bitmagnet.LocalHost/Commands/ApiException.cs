namespace Bitmagnet.LocalHost.Commands;

/// <summary>The app did not do what was asked; the message says why in one line.</summary>
internal sealed class ApiException(string message) : Exception(message)
{
    /// <summary>A value that was given is not allowed.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>There is no such thing.</summary>
    public bool IsMissing { get; init; }
}
