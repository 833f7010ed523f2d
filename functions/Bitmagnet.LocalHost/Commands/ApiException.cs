namespace Bitmagnet.LocalHost.Commands;

/// <summary>The app did not carry out the request; the message says why in one line.</summary>
internal sealed class ApiException(string message) : Exception(message)
{
    /// <summary>Whether the app refused a value.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>The field at fault, as in <c>contentTypes[0]</c>; null if the app names none.</summary>
    public string? Field { get; init; }

    /// <summary>Whether the app has no such job or torrent.</summary>
    public bool IsMissing { get; init; }
}
