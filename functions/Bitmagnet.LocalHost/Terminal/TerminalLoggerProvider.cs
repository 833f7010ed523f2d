namespace Bitmagnet.LocalHost.Terminal;

/// <summary>
/// The console's log, with one line for each event. Stack traces are shown at Debug only, repeated lines once, and faults of storage, database and
/// TMDB as sentences. Its levels are those of <c>Logging:Console</c>.
/// </summary>
[ProviderAlias("Console")]
internal sealed class TerminalLoggerProvider(TerminalLines lines, Faults faults, TimeProvider clock, IConfiguration configuration) : ILoggerProvider
{
    private readonly Repeats repeats = new(clock);

    private readonly bool isDebug = new[] { "Logging:LogLevel:Default", "Logging:Console:LogLevel:Default" }
        .Any(key => Enum.TryParse<LogLevel>(configuration[key], ignoreCase: true, out var level) && level <= LogLevel.Debug);

    /// <summary>Beside a live table only warnings and errors are shown.</summary>
    private LogLevel Least => lines.IsTerminal && !isDebug ? LogLevel.Warning : LogLevel.Trace;

    public ILogger CreateLogger(string categoryName) => new TerminalLogger(categoryName, this);

    public void Dispose()
    {
    }

    private void Write(string category, LogLevel level, EventId id, object? state, string text, Exception? exception)
    {
        if (isDebug)
        {
            lines.Write(Word(level), $"{category}[{id.Id}] {text}{(exception is null ? "" : Environment.NewLine + exception)}");
            return;
        }

        var values = (state as IEnumerable<KeyValuePair<string, object?>> ?? []).DistinctBy(value => value.Key).ToDictionary();
        if (FaultEvents.Read(category, id.Name, values, exception) is { } met)
        {
            if (faults.Met(met) is { } sentence)
            {
                lines.Write(met.Finding is null ? "info" : Word(level), sentence);
            }

            return;
        }

        var line = exception is null ? text : $"{text} ({exception.GetType().Name}: {exception.Message.Split('\n')[0].Trim()})";
        if (!repeats.Has(FaultEvents.Subject(category, id.Name, values) ?? $"{category}[{id.Id}] {line}", level >= LogLevel.Warning))
        {
            lines.Write(Word(level), lines.IsTerminal ? line : $"{category}[{id.Id}] {line}");
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private sealed class TerminalLogger(string category, TerminalLoggerProvider provider) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= provider.Least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write(category, logLevel, eventId, state, formatter(state, exception), exception);
            }
        }
    }
}
