using BenchmarkDotNet.Running;
using Bitmagnet.Functions.Benchmarks.Cache;
using Bitmagnet.Functions.Benchmarks.Chaos;
using Bitmagnet.Functions.Benchmarks.Compare;
using Bitmagnet.Functions.Benchmarks.Health;
using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Benchmarks.Sweeping;
using Bitmagnet.Functions.Benchmarks.Throughput;

if (args is ["chaos", ..])
{
    return await ChaosCommand.RunAsync(args[1..]);
}

if (args is ["sweep-contention"])
{
    return await ContentionCommand.RunAsync();
}

if (args is ["sweep", ..])
{
    return await SweepCommand.RunAsync(args[1..]);
}

if (args is ["orphans", ..])
{
    return await OrphansCommand.RunAsync(args[1..]);
}

if (args is ["health", ..])
{
    return await HealthCommand.RunAsync(args[1..]);
}

if (args is ["cache", ..])
{
    return await CacheCommand.RunAsync(args[1..]);
}

if (args is ["requests", ..])
{
    return await RequestsCommand.RunAsync(args[1..]);
}

if (args is ["compare", ..])
{
    return await CompareCommand.RunAsync(args[1..]);
}

if (args is ["compare-model", _, _, _])
{
    return await BitmagnetModel.RunAsync(args[1..]);
}

if (args is ["throughput", ..])
{
    return await ThroughputCommand.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
return 0;
