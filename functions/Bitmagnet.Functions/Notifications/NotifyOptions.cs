using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Notifications;

/// <summary>Who is told when health changes.</summary>
public sealed record NotifyOptions : ICheckedSettings
{
    private static readonly char[] Apart = [' ', ',', '\t', '\r', '\n'];

    /// <summary>Where it is told, one or more addresses apart by spaces: docs/notifications.md. Unset: nobody is told.</summary>
    [Setting("NOTIFY_URLS", Secret = true)]
    public string? Urls { get; init; }

    /// <summary>Shortest time between two notifications to one address; what changes meanwhile is told together. Default 5m.</summary>
    [Setting("NOTIFY_PAUSE", Min = "1m", Max = "24h")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The addresses that can be read.</summary>
    internal IReadOnlyList<NotifyTarget> Targets => [.. Texts.Select(NotifyTarget.Parse).OfType<NotifyTarget>().DistinctBy(target => target.Fingerprint)];

    private string[] Texts => (Urls ?? "").Split(Apart, StringSplitOptions.RemoveEmptyEntries);

    IEnumerable<string> ICheckedSettings.Problems() =>
        from text in Texts.Index()
        where NotifyTarget.Parse(text.Item) is null
        select $"NOTIFY_URLS: address {text.Index + 1} is not one (value hidden); allowed: {NotifyTarget.Allowed}.";

    /// <summary>Hides the addresses, since records print their properties.</summary>
    public override string ToString() => $"NotifyOptions {{ Targets = {string.Join(", ", Targets)}, Pause = {Pause} }}";
}
