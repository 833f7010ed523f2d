namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>What one run of the Bicep CLI answered.</summary>
internal sealed record BicepResult(int ExitCode, string Output, string Errors);
