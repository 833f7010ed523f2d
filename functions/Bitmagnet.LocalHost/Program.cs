using Bitmagnet.LocalHost.Commands;

return await CommandLine.RunAsync(args, CommandIo.OfProcess());
