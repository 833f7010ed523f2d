using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Settings;

/// <summary>Durations as bitmagnet (Go) writes them, <c>1h30m</c>, <c>25ms</c>; .NET's <c>hh:mm:ss</c> is read too.</summary>
public static partial class GoDuration
{
    /// <summary>Reads a duration that is not negative; a bare number is refused, save 0, since its unit is unknown.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        // .NET would read 24:00:00 as 24 days.
        if (Clock().Match(text) is { Success: true } clock)
        {
            int Number(int group) => clock.Groups[group].Success ? int.Parse(clock.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
            duration = new TimeSpan(Number(1), Number(2), Number(3));
            return true;
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        }

        if (text.Length > 64 || !Whole().IsMatch(text))
        {
            return false;
        }

        decimal ticks = 0;
        foreach (Match part in Part().Matches(text))
        {
            var unit = part.Groups[2].Value switch
            {
                "h" => TimeSpan.TicksPerHour,
                "m" => TimeSpan.TicksPerMinute,
                "s" => TimeSpan.TicksPerSecond,
                "ms" => TimeSpan.TicksPerMillisecond,
                "us" or "µs" or "μs" => TimeSpan.TicksPerMicrosecond,
                _ => 0.01m, // ns: a tick is 100 ns
            };
            if (!decimal.TryParse(part.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || number > long.MaxValue / unit)
            {
                return false;
            }

            ticks += number * unit;
        }

        if (ticks > long.MaxValue)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Reads a duration.</summary>
    /// <exception cref="FormatException">The text is not a duration.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var duration)
        ? duration
        : throw new FormatException($"'{text}' is not a duration such as 25ms or 1h30m.");

    [GeneratedRegex("^([0-9]{1,6}):([0-5]?[0-9])(?::([0-5]?[0-9]))?$")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\+?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(h|m|s|ms|us|µs|μs|ns))+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(h|ms|m|s|us|µs|μs|ns)")]
    private static partial Regex Part();
}
