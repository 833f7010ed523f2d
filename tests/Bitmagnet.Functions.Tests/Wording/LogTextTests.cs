using System.Reflection;
using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Tests.Wording;

/// <summary>Every event that the application logs, written once with each number as 1.</summary>
public sealed partial class LogTextTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Logs = [.. typeof(Composition).Assembly.GetTypes().Where(type => type.GetMethods(Any).Any(IsEvent))];

    [Fact]
    public void Events_OfANumberThatIsOne_NameOneThing()
    {
        var texts = Logs.SelectMany(log => log.GetMethods(Any)).Where(IsCalled).Select(Write).ToArray();

        Assert.Contains("Job x: 1 torrent put back because of x, until 00:00:00 UTC: x.", texts);
        Assert.Contains("Fed 1 job with 1 torrent (1 of them deferred before).", texts);
        Assert.DoesNotContain(texts, text => SeveralOfOne().IsMatch(text));
    }

    [Fact]
    public void Events_OfTheWholeApplication_HaveAnIdEach()
    {
        var ids = Logs.SelectMany(log => log.GetMethods(Any)).Where(IsEvent).Select(log => log.GetCustomAttribute<LoggerMessageAttribute>()!.EventId).ToArray();

        Assert.True(ids.Length > 40);
        Assert.Equal(ids.Distinct().Order(), ids.Order());
    }

    private static bool IsEvent(MethodInfo method) => method.GetCustomAttribute<LoggerMessageAttribute>() is not null;

    /// <summary>What the application calls: a private event is called by a method that finds its words.</summary>
    private static bool IsCalled(MethodInfo method) => !method.IsPrivate && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(ILogger);

    private static string Write(MethodInfo method)
    {
        var written = new Written();
        method.Invoke(null, [.. method.GetParameters().Select(parameter => Value(parameter.ParameterType, written))]);
        return Assert.Single(written.Texts);
    }

    private static object? Value(Type type, ILogger logger) => Nullable.GetUnderlyingType(type) is { } inner ? Value(inner, logger)
        : type == typeof(ILogger) ? logger
        : type == typeof(string) ? "x"
        : type == typeof(int) || type == typeof(long) || type == typeof(double) ? Convert.ChangeType(1, type, null)
        : type == typeof(TmdbFault) ? new TmdbFault(TmdbStatus.Outage, "x")
        : type == typeof(Exception) ? new InvalidOperationException("x")
        : type.IsValueType ? Activator.CreateInstance(type)
        : throw new NotSupportedException($"An event has a parameter of the type {type}.");

    [GeneratedRegex(@"\b1 ((?!was\b|is\b|has\b)[a-z]{2,}s|\w+ (have|are|were))\b")]
    private static partial Regex SeveralOfOne();

    private sealed class Written : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add(formatter(state, exception));
    }
}
