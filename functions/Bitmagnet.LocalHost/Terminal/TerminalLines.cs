using System.Globalization;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Writes whole lines: above the live table on a terminal, elsewhere with the date.</summary>
internal sealed class TerminalLines(TimeProvider clock, TextWriter plain, IAnsiConsole? terminal)
{
    private readonly Lock writing = new();

    public bool IsTerminal => terminal is not null;

    public static TerminalLines OfProcess(TimeProvider clock) =>
        new(clock, Console.Out, AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? AnsiConsole.Console : null);

    public void Write(string level, string text)
    {
        var now = clock.GetUtcNow();
        lock (writing)
        {
            if (terminal is not null)
            {
                var colour = level switch { "info" or "dbug" => Color.Default, "warn" => Color.Yellow, _ => Color.Red };
                var time = TimeZoneInfo.ConvertTime(now, clock.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                terminal.Write(new Paragraph().Append($"{time} ").Append($"{level} ", new Style(colour)).Append(text + "\n"));
            }
            else
            {
                plain.WriteLine(now.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) + $" {level} {text}");
            }
        }
    }
}
