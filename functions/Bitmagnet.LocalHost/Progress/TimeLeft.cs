using System.Globalization;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>A duration as people read it. Pure.</summary>
internal static class TimeLeft
{
    /// <summary><c>0:05</c>, <c>1:02:03</c>, <c>11 d 13:46</c>.</summary>
    public static string Text(TimeSpan duration) => duration switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalDays} d {duration.Hours:00}:{duration.Minutes:00}"),
        { TotalHours: >= 1 } => duration.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
        _ => duration.ToString(@"m\:ss", CultureInfo.InvariantCulture),
    };
}
