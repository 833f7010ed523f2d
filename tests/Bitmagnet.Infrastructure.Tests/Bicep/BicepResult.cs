namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>The result of one run of the Bicep CLI.</summary>
internal sealed record BicepResult(int ExitCode, string Output, string Errors);
