namespace Bitmagnet.Functions.Index;

/// <summary>
/// Says what the database lets this application do, during the start and until all is well. It never ends the application: bitmagnet may be
/// starting, too, and health has to tell what is wrong.
/// </summary>
internal sealed class SchemaCheck(DatabaseProbe probe, IndexSchemaSource schemas, TimeProvider clock, ILogger<SchemaCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var access = await probe.CheckAsync(stoppingToken);
                if (access.IsUsable)
                {
                    Log.SchemaFound(logger, (await schemas.GetAsync(stoppingToken)).Version);
                    return;
                }

                Say(access);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.CheckFailed(logger, Pause, e); // an exception that leaves a background service would end the process
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Say(DatabaseAccess access)
    {
        switch (access.Status)
        {
            case DatabaseStatus.Away:
                Log.DatabaseAway(logger, access.Problem, access.Remedy, access.Status, Pause);
                break;
            case DatabaseStatus.UnknownSchema:
                Log.SchemaNotSupported(logger, access.Problem, access.Remedy, access.Status);
                break;
            default:
                Log.DatabaseNotReady(logger, access.Problem, access.Remedy, access.Status, Pause);
                break;
        }
    }
}
