using System.Collections.Concurrent;

namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>Collects what is logged, at any level.</summary>
internal sealed class LoggedLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<LoggedLine> written = [];

    public IReadOnlyCollection<LoggedLine> Written => written;

    public ILogger<T> For<T>() => new Logger<T>(LoggerFactory.Create(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace)));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        written.Enqueue(new LoggedLine(eventId.Id, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
