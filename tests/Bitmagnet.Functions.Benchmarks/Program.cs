using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Benchmarks.Sweeping;
using BenchmarkDotNet.Running;

if (args is ["sweep", ..])
{
    return await SweepCommand.RunAsync(args[1..]);
}

if (args is ["requests", ..])
{
    return await RequestsCommand.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
return 0;
