using System.Reflection;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>Finds functions by the worker's attributes, without the checks that the worker's SDK makes at build.</summary>
internal static partial class FunctionFinder
{
    /// <summary>The functions of the types, ordered by name.</summary>
    /// <exception cref="InvalidOperationException">A setting that a trigger names is not set or not allowed, or a parameter cannot be bound; the message says which and why.</exception>
    public static IReadOnlyList<Function> Find(IEnumerable<Type> types, IConfiguration configuration) =>
    [
        .. from type in types
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let attribute = method.GetCustomAttribute<FunctionAttribute>()
           where attribute is not null
           where !IsTimerWithoutSchedule(method, configuration)
           orderby attribute.Name
           select Create(attribute.Name, method, configuration),
    ];

    /// <summary>A timer whose schedule setting is unset does not run, as in the worker (ScheduleMetadata).</summary>
    private static bool IsTimerWithoutSchedule(MethodInfo method, IConfiguration configuration) => method.GetParameters()
        .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>())
        .Any(timer => timer is not null && NamedSettings.In(NamedSettings.Resolve(timer.Schedule, configuration)) is not null);

    private static Function Create(string name, MethodInfo method, IConfiguration configuration)
    {
        var parameters = method.GetParameters();
        var (triggered, trigger) = (
            from parameter in parameters
            let read = Read(name, parameter, configuration)
            where read is not null
            select (parameter, read)).Single();
        return new Function(name, trigger, method, [.. parameters.Select(parameter => Binder(name, parameter, parameter == triggered, trigger))]);
    }

    private static Trigger? Read(string function, ParameterInfo parameter, IConfiguration configuration)
    {
        if (parameter.GetCustomAttribute<QueueTriggerAttribute>() is { } queue)
        {
            return new Trigger.Queue(Resolve(function, queue.QueueName, configuration), queue.Connection ?? StorageConnection.DefaultName);
        }

        if (parameter.GetCustomAttribute<TimerTriggerAttribute>() is { } timer)
        {
            var expression = Resolve(function, timer.Schedule, configuration);
            return CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is { } schedule
                ? new Trigger.Timer(expression, schedule, timer.RunOnStartup, timer.UseMonitor)
                : throw new InvalidOperationException(
                    $"Function {function}: {NamedSettings.In(timer.Schedule) ?? "the schedule"} is '{expression}'; allowed: six NCRONTAB fields, such as '0 */5 * * * *'.");
        }

        return parameter.GetCustomAttribute<HttpTriggerAttribute>() is { } http
            ? new Trigger.Http(http.Route ?? function, [.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())], http.AuthLevel)
            : null;
    }

    private static Func<FunctionRun, object?> Binder(string function, ParameterInfo parameter, bool isTrigger, Trigger trigger)
    {
        var type = parameter.ParameterType;
        if (isTrigger)
        {
            return run => run.Input;
        }

        if (type == typeof(CancellationToken))
        {
            return run => run.Cancellation;
        }

        var name = parameter.Name!;
        return type == typeof(string) && trigger is Trigger.Http http && RouteParameters(http.Route).Contains(name, StringComparer.OrdinalIgnoreCase)
            ? run => ((HttpRequest)run.Input).RouteValues.GetValueOrDefault(name) as string
            : throw new InvalidOperationException(
                $"Function {function}: {name} ({type.Name}) cannot be bound; allowed: CancellationToken, a text named as a part of the route.");
    }

    private static IEnumerable<string> RouteParameters(string route) => RouteParameter().Matches(route).Select(match => match.Groups[1].Value);

    private static string Resolve(string function, string text, IConfiguration configuration)
    {
        var resolved = NamedSettings.Resolve(text, configuration);
        return NamedSettings.In(resolved) is { } unset
            ? throw new InvalidOperationException($"Function {function} needs the setting {unset}, which is not set.")
            : resolved;
    }

    [GeneratedRegex(@"\{\**([A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex RouteParameter();
}
