namespace Bitmagnet.LocalHost.Configuration;

/// <summary>How the bodies of queue messages are written.</summary>
internal enum MessageEncoding
{
    /// <summary>As base64.</summary>
    Base64,

    /// <summary>As they are.</summary>
    None,
}
