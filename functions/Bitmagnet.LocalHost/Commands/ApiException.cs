namespace Bitmagnet.LocalHost.Commands;

/// <summary>The app did not carry out the request; the message says why in one line.</summary>
internal sealed class ApiException(string message) : Exception(message)
{
    public bool IsRefusal { get; init; }

    /// <summary>The field at fault, as in <c>contentTypes[0]</c>; null if the app names none.</summary>
    public string? Field { get; init; }

}
