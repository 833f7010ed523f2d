using System.Globalization;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>Measures processor time and memory of a side and its servers in Linux' /proc.</summary>
internal sealed class ProcessMeter
{
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly int side;
    private readonly int postgres;
    private readonly int storage;
    private readonly (double Postgres, double Storage) before;

    /// <param name="side">The process of the side.</param>
    /// <param name="folder">Where the servers keep their pid files.</param>
    public ProcessMeter(int side, string folder)
    {
        this.side = side;
        postgres = Pid(folder, "postgres.pid");
        storage = Pid(folder, "azurite.pid");
        before = (Processor(postgres, withChildren: true), Processor(storage, withChildren: false));
    }

    /// <summary>Processor seconds of the side, and its peak of resident memory in MB.</summary>
    public (double Seconds, double Megabytes) Side { get; private set; }

    /// <summary>Processor seconds of PostgreSQL, and the peak of the private memory of all its processes in MB.</summary>
    public (double Seconds, double Megabytes) Postgres { get; private set; }

    /// <summary>Processor seconds of the storage, and its peak of resident memory in MB.</summary>
    public (double Seconds, double Megabytes) Storage { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Side = Larger(Side, (Processor(side, withChildren: false), Field(side, "status", "VmHWM:")));
            Postgres = Larger(Postgres, (Processor(postgres, withChildren: true) - before.Postgres, Family(postgres).Sum(Private)));
            Storage = Larger(Storage, (Processor(storage, withChildren: false) - before.Storage, Field(storage, "status", "VmHWM:")));
            await Task.Delay(Interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static (double, double) Larger((double Seconds, double Megabytes) one, (double Seconds, double Megabytes) other) =>
        (Math.Max(one.Seconds, other.Seconds), Math.Max(one.Megabytes, other.Megabytes));

    /// <summary>The pid in a server's pid file, which lies in its part of the folder.</summary>
    private static int Pid(string folder, string file) => int.Parse(
        File.ReadAllText(Directory.EnumerateDirectories(folder).Select(part => Path.Combine(part, file)).Single(File.Exists)), CultureInfo.InvariantCulture);

    /// <summary>A server's processor time; with children also theirs, including ended ones.</summary>
    private static double Processor(int pid, bool withChildren)
    {
        var own = Stat(pid);
        return own is null ? 0 : !withChildren ? Ticks(own, 11, 12) : Ticks(own, 11, 12, 13, 14) + Family(pid).Where(child => child != pid).Select(Stat).Sum(stat => stat is null ? 0 : Ticks(stat, 11, 12));
    }

    private static double Ticks(string[] stat, params int[] fields) => fields.Sum(field => double.Parse(stat[field], CultureInfo.InvariantCulture)) / TicksPerSecond;

    private static IEnumerable<int> Family(int pid) =>
        Directory.EnumerateDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id == pid || (id > 0 && Stat(id) is { } stat && stat[1] == pid.ToString(CultureInfo.InvariantCulture))).ToList();

    /// <summary>The fields after the program's name: state, parent and so on; null if the process has ended.</summary>
    private static string[]? Stat(int pid) => Read(pid, "stat") is { } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static double Private(int pid) => Field(pid, "smaps_rollup", "Private_Clean:") + Field(pid, "smaps_rollup", "Private_Dirty:");

    private static double Field(int pid, string file, string name) =>
        Read(pid, file)?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
            : 0;

    private static string? Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has just ended
        }
    }
}
