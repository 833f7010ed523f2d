using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>Collects what is logged.</summary>
internal sealed class CollectedLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(int Id, string Text)> Events { get; } = new();

    public bool Has(int id) => Events.Any(entry => entry.Id == id);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Events.Enqueue((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
