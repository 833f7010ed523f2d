using System.Globalization;
using Azure.Data.Tables;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Sweeping;
using Microsoft.Playwright;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>The application as a process with a real database and storage, and a browser that shows its dashboard.</summary>
internal sealed class DashboardUnderTest : IAsyncDisposable
{
    /// <summary>A schedule that never occurs during a test.</summary>
    private const string Never = "0 0 0 1 1 *";

    private readonly Chromium chromium;
    private ApplicationProcess? application;

    private DashboardUnderTest(Chromium chromium, SystemUnderTest system)
    {
        this.chromium = chromium;
        System = system;
        var tables = new TableServiceClient(system.Settings["AzureWebJobsStorage"]);
        Snapshots = new SnapshotStore(tables, TimeProvider.System);
        Sweeps = new SweepRuns(tables);
        Feed = new FeedStore(tables, null!); // only its row is read; the first start would ask the database for a cursor
    }

    public SystemUnderTest System { get; }

    public SnapshotStore Snapshots { get; }

    public SweepRuns Sweeps { get; }

    public FeedStore Feed { get; }

    public ApplicationProcess Application => application!;

    /// <summary>Errors on the browser's console, exceptions of scripts, and error responses.</summary>
    public List<string> Complaints { get; } = [];

    private Uri Address { get; set; } = null!;

    /// <summary>Prepares browser, storage and database. The application does not run yet, and its timers never do.</summary>
    public static async Task<DashboardUnderTest> PrepareAsync()
    {
        var chromium = await Chromium.StartAsync();
        var system = await SystemUnderTest.StartAsync();
        foreach (var schedule in (string[])["ENRICHMENT_FEED_SCHEDULE", "HEALTH_SCHEDULE", "SWEEP_SCHEDULE"])
        {
            system.Settings[schedule] = Never;
        }

        return new DashboardUnderTest(chromium, system);
    }

    /// <summary>Starts the application; after a kill, at the same address as before.</summary>
    public async Task RunAsync()
    {
        application?.Dispose();
        application = ApplicationProcess.Start(System.Settings, "--port", Address is null ? "0" : Address.Port.ToString(CultureInfo.InvariantCulture));
        Address = await application.AddressAsync();
    }

    public async Task<IPage> OpenAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, string query = "")
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Chromium.Patience);
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Complain(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => Complain(true, $"script: {error}");
        page.Response += (_, response) => Complain(response.Status >= 400, $"{response.Status} {response.Url}");
        await page.GotoAsync(new Uri(Address, "/api/dashboard" + query).AbsoluteUri);
        return page;
    }

    /// <summary>Adds a job that failed this long ago.</summary>
    public async Task<JobRecord> AddFailedJobAsync(TimeSpan ago, string reason, string error, params string[] infoHashes)
    {
        var at = TimeProvider.System.GetUtcNow() - ago;
        var job = new JobRecord
        {
            Id = Guid.CreateVersion7(at).ToString("N"),
            Status = JobStatus.Failed,
            InfoHashes = [.. infoHashes.Select(InfoHash.Parse)],
            Attempts = 5,
            Reason = reason,
            Error = error,
            CreatedAt = at,
            UpdatedAt = at,
        };
        await System.Ledger.SaveAsync([job], TestContext.Current.CancellationToken);
        return job;
    }

    /// <summary>Adds a job in progress; no message runs it.</summary>
    public async Task AddMovingJobAsync(JobStatus status)
    {
        var now = TimeProvider.System.GetUtcNow();
        await System.Ledger.SaveAsync(
            [new JobRecord { Id = Guid.CreateVersion7(now).ToString("N"), Status = status, InfoHashes = [], CreatedAt = now, UpdatedAt = now, RunAfter = now.AddHours(1) }],
            TestContext.Current.CancellationToken);
    }

    /// <summary>Writes a healthy snapshot of this long ago.</summary>
    public Task<bool> RecordAsync(TimeSpan ago, LedgerFigures? ledger = null)
    {
        var at = TimeProvider.System.GetUtcNow() - ago;
        return Snapshots.TryAddAsync(new HealthSnapshot
        {
            At = at,
            Database = new DatabaseFigures(20, new QueueFigures { Groups = [] }, new IndexFigures(10, 5, false), 0.1),
            Ledger = ledger ?? new LedgerFigures(),
            Feed = new FeedFigures(),
            Tmdb = new TmdbFigures(Bitmagnet.Functions.Tmdb.TmdbStatus.Available) { Since = at },
            Instances = 1,
        }, TestContext.Current.CancellationToken);
    }

    /// <summary>Removes all snapshots.</summary>
    public async Task ForgetSnapshotsAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var table = new TableClient(System.StorageConnection, StorageNames.HealthTable);
        foreach (var row in await table.QueryAsync<TableEntity>(cancellationToken: cancellation).ToListAsync(cancellation))
        {
            await table.DeleteEntityAsync(row, cancellationToken: cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        application?.Dispose();
        await System.DisposeAsync();
    }

    private void Complain(bool isError, string what)
    {
        if (isError)
        {
            lock (Complaints)
            {
                Complaints.Add(what);
            }
        }
    }
}
