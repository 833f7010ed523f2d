namespace Bitmagnet.Functions.Storage;

/// <summary>
/// Compares times that another instance may have written, or this one before its clock was set back. A time further ahead than clocks differ is
/// of a wrong clock, and holds nothing up. Pure.
/// </summary>
internal static class WrittenTime
{
    /// <summary>How much the clocks of instances may differ: what Kerberos allows. Were it less, one that is slow would believe none of the others.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Whether a wait that never lasts longer than <paramref name="longest"/> still runs.</summary>
    public static bool IsAhead(DateTimeOffset? until, DateTimeOffset now, TimeSpan longest) => until > now && until <= now + longest + Skew;

    /// <summary>Whether a time lies less than <paramref name="span"/> back.</summary>
    public static bool IsWithin(DateTimeOffset at, DateTimeOffset now, TimeSpan span) => (now - at).Duration() < span;

    /// <summary>Whether a time cannot have come yet.</summary>
    public static bool IsWrong(DateTimeOffset at, DateTimeOffset now) => at > now + Skew;
}
