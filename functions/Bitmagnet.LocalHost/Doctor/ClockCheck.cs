using Bitmagnet.Functions.Wording;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Compares this machine's clock with another one. Pure.</summary>
internal static class ClockCheck
{
    /// <summary>A larger difference makes timers, deferrals and ages wrong.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    /// <summary>Azure Storage refuses a signature that is off by a quarter of an hour.</summary>
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(14);

    public static Diagnosis Of(string whose, TimeSpan offset)
    {
        var size = offset.Duration();
        return size < Noticeable
            ? new Diagnosis("clock", Verdict.Ok, $"The clock agrees with that of {whose}.")
            : new Diagnosis(
                "clock", size < Refused ? Verdict.Look : Verdict.Wrong,
                $"This machine's clock is {Counted.Of((long)Math.Round(size.TotalMinutes), "minute")} {(offset > TimeSpan.Zero ? "ahead of" : "behind")} that of {whose}.",
                "Let both machines set their clocks by NTP (timedatectl set-ntp true).");
    }
}
