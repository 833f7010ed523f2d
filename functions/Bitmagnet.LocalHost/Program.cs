using Bitmagnet.Functions;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Settings;
using Bitmagnet.LocalHost;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Progress;
using Bitmagnet.LocalHost.Startup;

if (CommandLine.AsksForHelp(args))
{
    await Console.Out.WriteLineAsync(CommandLine.Usage);
    return 0;
}

if (CommandLine.Problem(args) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

try
{
    var builder = new LocalHostBuilder(CommandLine.ForConfiguration(args), new HostSeams());
    await using var parts = await MissingParts.StartAsync(builder.Web.Configuration, args);
    if (args is ["explain", .. var words])
    {
        return await ExplainCommand.RunAsync(
            ExplainArguments.Read(words), builder.Web.Configuration, Console.In, Console.Out, Console.Error, CancellationToken.None);
    }

    builder.Web.AddBitmagnetFunctions();
    builder.Web.AddProgress(args);
    await using var host = builder.Build();
    return await host.RunToEndAsync();
}
catch (Exception e) when (e is InvalidSettingsException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
