using System.Threading.Channels;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Feeds as soon as this instance's probe finds TMDB back, whenever the timer would: what waited for TMDB is due at once.</summary>
internal sealed class FeedOnReturn(TmdbGate tmdb, EnrichmentFeed feed, ILogger<FeedOnReturn> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var returns = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        tmdb.Opened += () => returns.Writer.TryWrite(true);
        await foreach (var _ in returns.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await feed.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever it is, the timer feeds before long; a background service that throws would end the host.
                Log.FeedOnReturnFailed(logger, exception);
            }
        }
    }
}
