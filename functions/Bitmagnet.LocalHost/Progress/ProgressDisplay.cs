using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Spectre.Console;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>
/// Shows a drain as it goes: a live table on a terminal, plain lines elsewhere; a summary once the backlog is drained,
/// and with <c>--exit-when-drained</c> the end of the application.
/// </summary>
internal sealed class ProgressDisplay(
    NpgsqlDataSource dataSource, IServer server, IHostApplicationLifetime lifetime, ProgressOptions options, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // An estimate for the time left only: what the two feeds will read (bitmagnet contract §7).
    private const string BacklogSql =
        "SELECT count(*) FROM torrent_contents WHERE content_source IS NULL AND (content_type IN ('movie', 'tv_show', 'xxx') OR content_type IS NULL)";

    private readonly DrainCounters counters = new(clock);
    private long? backlog;

    /// <inheritdoc/>
    public override void Dispose()
    {
        counters.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        backlog = await CountBacklogAsync(stoppingToken);
        await SayWhereTheDashboardIsAsync(stoppingToken);
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Live(Render()).StartAsync(context => WatchAsync(() => context.UpdateTarget(Render()), stoppingToken));
        }
        else
        {
            var last = "";
            await WatchAsync(() => last = Print(last), stoppingToken);
        }

        if (counters.IsDrained)
        {
            AnsiConsole.Write(Summary());
            if (options.ExitWhenDrained)
            {
                lifetime.StopApplication();
            }
            else
            {
                AnsiConsole.MarkupLine("Drained. New torrents are enriched as they come; [bold]Ctrl-C[/] ends.");
            }
        }
    }

    /// <summary>Null where the database is away or takes too long to count: the application goes on without an estimate.</summary>
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

    /// <summary>Once the server listens: only then is a free port known.</summary>
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

    private string Print(string last)
    {
        var line = string.Join(", ", Figures().Select(figure => $"{figure.Name} {figure.Value}"));
        var known = line[..line.IndexOf("rate", StringComparison.Ordinal)];
        if (known != last)
        {
            Console.WriteLine(line);
        }

        return known;
    }

    private Table Render()
    {
        var table = new Table().Border(TableBorder.Rounded).Title("bitmagnet enrichment");
        var figures = Figures();
        foreach (var (name, _) in figures)
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        return table.AddRow([.. figures.Select(figure => figure.Value)]);
    }

    private (string Name, string Value)[] Figures()
    {
        var seconds = Math.Max(counters.Working.TotalSeconds, 0.001);
        var rate = counters.Done == 0 ? 0 : counters.Done / seconds;
        var left = backlog is { } total ? Math.Max(0, total - counters.Done) : (long?)null;
        var timeLeft = left == 0 || counters.IsDrained ? "0:00" : left is null || rate < 0.01 ? "unknown" : TimeSpan.FromSeconds(left.Value / rate).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
        return
        [
            ("enriched", Number(counters.Torrents("attached"))),
            ("unmatched", Number(counters.Torrents("unmatched"))),
            ("waiting", Number(counters.Torrents("waiting"))),
            ("deferred", Number(counters.Torrents("deferred"))),
            ("failed jobs", Number(counters.FailedJobs)),
            ("TMDB requests", Number(counters.Requests)),
            ("rate", $"{rate.ToString("0", CultureInfo.InvariantCulture)}/s"),
            ("time left", timeLeft),
        ];
    }

    private Panel Summary()
    {
        var elapsed = counters.Working;
        var done = counters.Done;
        var perThousand = done == 0 ? 0 : 1000.0 * counters.Requests / done;
        using var process = Process.GetCurrentProcess();
        var text = string.Create(CultureInfo.InvariantCulture,
            $"""
            {done:N0} torrents in {elapsed.TotalSeconds:0.0} s: {counters.Torrents("attached"):N0} enriched, {counters.Torrents("unmatched"):N0} unmatched, {counters.Torrents("waiting"):N0} waiting for TMDB, {counters.Torrents("skipped"):N0} needed nothing
            {done / Math.Max(elapsed.TotalSeconds, 0.001):0} torrents/s, {counters.Requests:N0} TMDB requests ({perThousand:0} per 1,000 torrents), {counters.FailedJobs:N0} failed jobs
            peak memory {process.PeakWorkingSet64 / (1024.0 * 1024):0} MB
            """);
        return new Panel(new Text(text)).Header("drained").RoundedBorder();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>How the display behaves.</summary>
/// <param name="ExitWhenDrained">Whether the application ends once there is nothing left to do.</param>
internal sealed record ProgressOptions(bool ExitWhenDrained);
