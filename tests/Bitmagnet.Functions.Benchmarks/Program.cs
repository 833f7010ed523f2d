using BenchmarkDotNet.Running;
using Bitmagnet.Functions.Benchmarks;
using Bitmagnet.Functions.Benchmarks.Cache;
using Bitmagnet.Functions.Benchmarks.Chaos;
using Bitmagnet.Functions.Benchmarks.Compare;
using Bitmagnet.Functions.Benchmarks.Health;
using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Benchmarks.Sweeping;
using Bitmagnet.Functions.Benchmarks.Throughput;

try
{
    return args switch
    {
        ["chaos", .. var rest] => await ChaosCommand.RunAsync(rest),
        ["sweep-contention"] => await ContentionCommand.RunAsync(),
        ["sweep", .. var rest] => await SweepCommand.RunAsync(rest),
        ["orphans", .. var rest] => await OrphansCommand.RunAsync(rest),
        ["health", .. var rest] => await HealthCommand.RunAsync(rest),
        ["cache", .. var rest] => await CacheCommand.RunAsync(rest),
        ["requests", .. var rest] => await RequestsCommand.RunAsync(rest),
        ["compare", .. var rest] => await CompareCommand.RunAsync(rest),
        ["compare-model", _, _, _] => await BitmagnetModel.RunAsync(args[1..]),
        ["throughput", .. var rest] => await ThroughputCommand.RunAsync(rest),
        _ => RunBenchmarks(args),
    };
}
catch (BadOptionException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}.");
    return 2;
}

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
    return 0;
}
