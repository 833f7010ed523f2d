using System.Security.Cryptography;

namespace Bitmagnet.Functions.Notifications;

/// <summary>Where somebody is told. The address is a secret: whoever has it can post there.</summary>
/// <param name="Form">What is sent.</param>
/// <param name="Address">Where it is sent, without user and password.</param>
/// <param name="Credentials">User and password, or a token alone; empty: none.</param>
internal sealed record NotifyTarget(NotifyForm Form, Uri Address, string Credentials)
{
    /// <summary>What one address may look like.</summary>
    public const string Allowed =
        "addresses apart by spaces, each http(s)://…, or with the service in front as in ntfy+https://ntfy.sh/topic, gotify+https://host/?token=…, slack+https://… or discord+https://…";

    /// <summary>Tells targets apart without revealing them.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Form}\n{Address.AbsoluteUri}")))[..16];

    /// <summary>Reads one address; null if the text is not an address. The addresses of well-known hosts need no service's name in front.</summary>
    public static NotifyTarget? Parse(string text)
    {
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var named = plus > 0 && plus < text.IndexOf(':', StringComparison.Ordinal) ? text[..plus] : null;
        var form = NotifyForm.Webhook;
        if ((named is not null && !(Enum.TryParse(named, ignoreCase: true, out form) && !int.TryParse(named, CultureInfo.InvariantCulture, out _)))
            || !Uri.TryCreate(named is null ? text : text[(plus + 1)..], UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Fragment.Length > 0)
        {
            return null;
        }

        form = named is null ? FormOf(uri) : form;
        var target = new NotifyTarget(form, new UriBuilder(uri) { UserName = "", Password = "" }.Uri, Uri.UnescapeDataString(uri.UserInfo));
        return form switch
        {
            NotifyForm.Ntfy when uri.AbsolutePath.EndsWith('/') => null, // no topic
            NotifyForm.Gotify when Token(uri) is null => null,
            _ => target,
        };
    }

    /// <summary>Gotify's token, which its query holds.</summary>
    public static string? Token(Uri address) => address.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2))
        .FirstOrDefault(pair => pair is ["token", { Length: > 0 }])?[1];

    /// <summary>Shows the service and its host, never the address.</summary>
    public override string ToString() => $"{Form.ToString().ToLowerInvariant()} at {Address.Host}";

    private static NotifyForm FormOf(Uri uri) => uri.Host switch
    {
        "discord.com" or "discordapp.com" => NotifyForm.Discord,
        "hooks.slack.com" => NotifyForm.Slack,
        "ntfy.sh" => NotifyForm.Ntfy,
        _ => NotifyForm.Webhook,
    };
}

/// <summary>What a service expects to be sent.</summary>
internal enum NotifyForm
{
    /// <summary>The JSON that docs/notifications.md describes.</summary>
    Webhook,

    /// <summary>ntfy, its own server or another's.</summary>
    Ntfy,

    /// <summary>A webhook of a Discord channel.</summary>
    Discord,

    /// <summary>An incoming webhook of Slack, or of what speaks its form, such as Mattermost or Rocket.Chat.</summary>
    Slack,

    /// <summary>Gotify.</summary>
    Gotify,
}
