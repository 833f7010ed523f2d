using System.Runtime.ExceptionServices;
using Azure.Storage.Queues.Models;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Invocation;
using Bitmagnet.LocalHost.Listening;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.LocalHost.WebJobs;

/// <summary>
/// Runs the queue functions with the Azure host's own library. The library does polling, leases, back-off, dequeue counts and poison queues, and
/// reads <c>extensions.queues</c> of host.json. It is restarted if it gives up because the storage is away.
/// </summary>
internal sealed class QueueListener(
    IReadOnlyList<Function> functions, IConfiguration configuration, FunctionInvoker invoker, HostSeams seams, TimeProvider time,
    ILoggerFactory loggers, JobsInWork inWork) : IListener
{
    private readonly ILogger logger = loggers.CreateLogger<QueueListener>();

    public async Task RunAsync(StopSignals signals)
    {
        while (!signals.Stop.IsCancellationRequested)
        {
            var fault = new FaultSignal();
            using (var host = Build(fault, signals))
            {
                try
                {
                    await host.Services.GetRequiredService<IJobHost>().StartAsync(signals.Stop);
                    await Task.WhenAny(fault.Raised, Task.Delay(Timeout.Infinite, signals.Stop));
                }
                catch (Exception exception) when (!signals.Stop.IsCancellationRequested)
                {
                    fault.Raise(exception);
                }
                catch (OperationCanceledException)
                {
                    // A stop during the start.
                }

                if (fault.Raised.IsCompletedSuccessfully)
                {
                    Log.QueuesUnreachable(logger, seams.RetryInterval, fault.Raised.Result);
                }

                await StopAsync(host, signals);
            }

            await Task.Delay(seams.RetryInterval, time, signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The library waits for running functions without a limit; the signals end them.
    private static Task StopAsync(IHost host, StopSignals signals) =>
        host.Services.GetRequiredService<IJobHost>().StopAsync().WaitAsync(signals.Leave).ContinueWith(_ => { }, TaskScheduler.Default);

    private IHost Build(FaultSignal fault, StopSignals signals) => new HostBuilder()
        .ConfigureAppConfiguration(builder => builder
            .AddConfiguration(configuration)
            .AddInMemoryCollection(new Dictionary<string, string?> { ["AzureWebJobsConfigurationSection"] = HostFile.Section }))
        .ConfigureServices(services => services.AddSingleton(loggers))
        .ConfigureWebJobs(jobs => jobs.AddAzureStorageQueues())
        .ConfigureServices(services => services
            .AddSingleton<ITypeLocator>(new QueueFunctionTypes())
            .AddSingleton<IJobActivator>(new QueueFunctionActivator(new QueueFunctions((name, message, _) => RunAsync(name, message, signals))))
            .AddSingleton<IWebJobsExceptionHandler>(fault))
        .Build();

    private Task RunAsync(string name, QueueMessage message, StopSignals signals) =>
        inWork.RunAsync(() => invoker.InvokeAsync(functions.Single(function => function.Name == name), message, signals.Cancel).WaitAsync(signals.Leave));

    private sealed class QueueFunctionTypes : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [typeof(QueueFunctions)];
    }

    private sealed class QueueFunctionActivator(QueueFunctions functions) : IJobActivator
    {
        public T CreateInstance<T>() => (T)(object)functions;
    }

    /// <summary>Receives the errors that stop the library; its default handler would end the process.</summary>
    private sealed class FaultSignal : IWebJobsExceptionHandler
    {
        private readonly TaskCompletionSource<Exception> raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Exception> Raised => raised.Task;

        public void Raise(Exception exception) => raised.TrySetResult(exception);

        public Task OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod) => OnUnhandledExceptionAsync(exceptionInfo);

        public Task OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
        {
            Raise(exceptionInfo.SourceException);
            return Task.CompletedTask;
        }
    }
}
