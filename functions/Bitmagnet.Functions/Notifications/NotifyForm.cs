namespace Bitmagnet.Functions.Notifications;

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
