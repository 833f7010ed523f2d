using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Bitmagnet.Functions.Wording;
using Bitmagnet.LocalHost.Terminal;
using Bitmagnet.LocalHost.WebJobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>Shows a drain's progress: a live table on a terminal, lines elsewhere, and a summary once the backlog is drained.</summary>
internal sealed class ProgressDisplay(
    bool exitWhenDrained, NpgsqlDataSource dataSource, IServer server, IHostApplicationLifetime lifetime, JobsInWork inWork, TerminalLines lines, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(30); // without a terminal

    private const int Wide = 110; // one row of all figures

    // The rows that the two feeds will read (bitmagnet contract §7); used only for the estimate of the time left.
    private const string BacklogSql =
        "SELECT count(*) FROM torrent_contents WHERE content_source IS NULL AND (content_type IN ('movie', 'tv_show', 'xxx') OR content_type IS NULL)";

    private readonly DrainCounters counters = new(clock);
    private long? backlog;

    public override void Dispose()
    {
        counters.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        backlog = await CountBacklogAsync(stoppingToken);
        await SayWhereTheDashboardIsAsync(stoppingToken);
        lifetime.ApplicationStopping.Register(SayThatItStops);
        if (lines.IsTerminal)
        {
            await AnsiConsole.Live(Render()).StartAsync(context => WatchAsync(() => context.UpdateTarget(Render()), stoppingToken));
        }
        else
        {
            var (last, at) = ("", clock.GetTimestamp());
            await WatchAsync(() => (last, at) = Print(last, at, isLast: false), stoppingToken);
            Print(last, at, isLast: true);
        }

        if (counters.IsDrained)
        {
            AnsiConsole.Write(Summary());
            if (exitWhenDrained)
            {
                lifetime.StopApplication();
            }
            else
            {
                AnsiConsole.MarkupLine("Drained. New torrents are enriched as they come; [bold]Ctrl-C[/] ends.");
            }
        }
        else
        {
            lines.Write("info", ProgressText.Stopped(counters.Done, counters.Torrents("attached"), counters.Working, inWork.Count));
        }
    }

    private void SayThatItStops()
    {
        if (!(counters.IsDrained && exitWhenDrained))
        {
            lines.Write("info", ProgressText.Stopping(inWork.Count));
        }
    }

    /// <summary>Null if the database is away or takes too long to count: then there is no estimate.</summary>
    private async Task<long?> CountBacklogAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand(BacklogSql);
            command.CommandTimeout = 5;
            return (long?)await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Waits until the server listens, since the free port is known only then.</summary>
    private async Task SayWhereTheDashboardIsAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
        {
            await started.Task.WaitAsync(stoppingToken);
        }

        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address)
        {
            AnsiConsole.MarkupLineInterpolated($"[green]dashboard[/] {address}/api/dashboard");
        }
    }

    private async Task WatchAsync(Action show, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (!counters.IsDrained)
            {
                show();
                await timer.WaitForNextTickAsync(stoppingToken);
            }

            show();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            show();
        }
    }

    private (string Last, long At) Print(string last, long at, bool isLast)
    {
        var line = string.Join(", ", Figures().Select(figure => $"{figure.Name} {figure.Value}"));
        var known = line[..line.IndexOf("rate", StringComparison.Ordinal)];
        if (known == last || (!isLast && clock.GetElapsedTime(at) < LineInterval))
        {
            return (last, at);
        }

        lines.Write("info", line);
        return (known, clock.GetTimestamp());
    }

    private Table Render()
    {
        var figures = Figures();
        var table = new Table().Border(TableBorder.Rounded).Title("bitmagnet enrichment");
        if (AnsiConsole.Profile.Width >= Wide)
        {
            figures.ToList().ForEach(figure => table.AddColumn(new TableColumn(figure.Name).RightAligned()));
            return table.AddRow([.. figures.Select(figure => figure.Value)]);
        }

        // Two rows of four, so that 80 columns are enough.
        var half = figures.Length / 2;
        figures.Take(half).ToList().ForEach(figure => table.AddColumn(new TableColumn(figure.Name).RightAligned()));
        return table
            .AddRow([.. figures.Take(half).Select(figure => figure.Value)])
            .AddRow([.. figures.Skip(half).Select(figure => $"[bold]{figure.Name}[/]")])
            .AddRow([.. figures.Skip(half).Select(figure => figure.Value)]);
    }

    private (string Name, string Value)[] Figures()
    {
        var rate = ProgressText.Rate(counters.Done, counters.Working);
        var left = backlog is { } total ? Math.Max(0, total - counters.Done) : (long?)null;
        var timeLeft = left == 0 || counters.IsDrained ? "0:00" : left is null || rate is not > 0.01 ? "unknown" : TimeLeft.Text(TimeSpan.FromSeconds(left.Value / rate.Value));
        return
        [
            ("enriched", Number(counters.Torrents("attached"))),
            ("unmatched", Number(counters.Torrents("unmatched"))),
            ("waiting", Number(counters.Torrents("waiting"))),
            ("deferred", Number(counters.Torrents("deferred"))),
            ("failed jobs", Number(counters.FailedJobs)),
            ("TMDB requests", Number(counters.Requests)),
            ("rate", rate is { } known ? $"{known.ToString("0", CultureInfo.InvariantCulture)}/s" : "-"),
            ("time left", timeLeft),
        ];
    }

    private Panel Summary()
    {
        var (elapsed, done) = (counters.Working, counters.Done);
        using var process = Process.GetCurrentProcess();
        var text = done == 0 ? "Nothing is new: every torrent was enriched or found unmatched before. Ones that come are enriched as they come." : string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Counted.Of(done, "torrent")} in {elapsed.TotalSeconds:0.0} s: {counters.Torrents("attached"):N0} enriched, {counters.Torrents("unmatched"):N0} unmatched, {counters.Torrents("waiting"):N0} waiting for TMDB, {counters.Torrents("skipped"):N0} needed nothing
            {ProgressText.Rate(done, elapsed) ?? done:0} torrents/s, {Counted.Of(counters.Requests, "TMDB request")} ({1000.0 * counters.Requests / done:0} per 1,000 torrents), {Counted.Of(counters.FailedJobs, "failed job")}
            peak memory {process.PeakWorkingSet64 / (1024.0 * 1024):0} MB
            """);
        return new Panel(new Text(text)).Header("drained").RoundedBorder();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
