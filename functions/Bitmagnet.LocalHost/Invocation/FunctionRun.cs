namespace Bitmagnet.LocalHost.Invocation;

/// <summary>One run of a function.</summary>
/// <param name="Input">The trigger's value: a QueueMessage, a TimerInfo or an HttpRequest.</param>
/// <param name="Services">The run's scope.</param>
/// <param name="Cancellation">Cancelled when the run should end.</param>
internal sealed record FunctionRun(object Input, IServiceProvider Services, CancellationToken Cancellation);
