using System.Reflection;
using System.Text.RegularExpressions;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>Finds functions by their attributes, and checks that each can be run.</summary>
internal static partial class FunctionFinder
{
    private const string DefaultConnection = "AzureWebJobsStorage";

    /// <summary>All functions of the types, by name.</summary>
    /// <exception cref="InvalidOperationException">A function cannot be run; says which and why.</exception>
    public static IReadOnlyList<Function> Find(IEnumerable<Type> types, IConfiguration configuration)
    {
        var functions = (
            from type in types
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            let attribute = method.GetCustomAttribute<FunctionAttribute>()
            where attribute is not null
            orderby attribute.Name
            select Create(attribute.Name, method, configuration)).ToList();

        // Azure's function names ignore case.
        return functions.CountBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice }
            ? throw new InvalidOperationException($"The function name '{twice}' is used more than once.")
            : functions;
    }

    private static Function Create(string name, MethodInfo method, IConfiguration configuration)
    {
        var parameters = method.GetParameters();
        var triggers = (
            from parameter in parameters
            let trigger = Read(name, parameter, configuration)
            where trigger is not null
            select (Parameter: parameter, Trigger: trigger)).ToList();
        if (triggers is not [var (triggered, only)])
        {
            throw new InvalidOperationException($"Function {name} has {triggers.Count} triggers; allowed: exactly one.");
        }

        CheckReturn(name, method.ReturnType, only);
        return new Function(name, only, method, [.. parameters.Select(parameter => Binder(name, parameter, parameter == triggered, only))]);
    }

    private static Trigger? Read(string function, ParameterInfo parameter, IConfiguration configuration)
    {
        if (parameter.GetCustomAttribute<QueueTriggerAttribute>() is { } queue)
        {
            Require<QueueMessage>(function, parameter);
            var queueName = Resolve(function, queue.QueueName, configuration);
            return QueueName().IsMatch(queueName)
                ? new Trigger.Queue(queueName, queue.Connection ?? DefaultConnection)
                : throw new InvalidOperationException(
                    $"Function {function}: {Source(queue.QueueName, "the queue name")} is '{queueName}'; allowed: 3 to 63 lower-case letters, digits and single hyphens.");
        }

        if (parameter.GetCustomAttribute<TimerTriggerAttribute>() is { } timer)
        {
            Require<TimerInfo>(function, parameter);
            var expression = Resolve(function, timer.Schedule, configuration);
            return CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is { } schedule
                ? new Trigger.Timer(expression, schedule, timer.RunOnStartup, timer.UseMonitor)
                : throw new InvalidOperationException(
                    $"Function {function}: {Source(timer.Schedule, "the schedule")} is '{expression}'; allowed: six NCRONTAB fields, such as '0 */5 * * * *'.");
        }

        if (parameter.GetCustomAttribute<HttpTriggerAttribute>() is { } http)
        {
            Require<HttpRequest>(function, parameter);
            return http.AuthLevel is AuthorizationLevel.Anonymous or AuthorizationLevel.Function or AuthorizationLevel.Admin
                ? new Trigger.Http(http.Route ?? function, [.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())], http.AuthLevel)
                : throw new InvalidOperationException(
                    $"Function {function}: the authorization level is {http.AuthLevel}; allowed: Anonymous, Function, Admin.");
        }

        return null;
    }

    private static void Require<T>(string function, ParameterInfo parameter)
    {
        if (parameter.ParameterType != typeof(T))
        {
            throw new InvalidOperationException(
                $"Function {function}: {parameter.Name} is a {parameter.ParameterType.Name}; allowed for its trigger: {typeof(T).Name}.");
        }
    }

    private static void CheckReturn(string function, Type type, Trigger trigger)
    {
        var allowed = trigger is Trigger.Http
            ? type == typeof(IActionResult) || type == typeof(Task<IActionResult>)
            : type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask);
        if (!allowed)
        {
            throw new InvalidOperationException($"Function {function} returns {type.Name}; allowed: {(trigger is Trigger.Http
                ? "IActionResult, Task<IActionResult>"
                : "void, Task, ValueTask")}.");
        }
    }

    private static Func<Invocation, object?> Binder(string function, ParameterInfo parameter, bool isTrigger, Trigger trigger)
    {
        var type = parameter.ParameterType;
        if (isTrigger)
        {
            return invocation => invocation.Input;
        }

        if (type == typeof(CancellationToken))
        {
            return invocation => invocation.Cancellation;
        }

        var name = parameter.Name!;
        return type == typeof(string) && trigger is Trigger.Http http && RouteParameters(http.Route).Contains(name, StringComparer.OrdinalIgnoreCase)
            ? invocation => ((HttpRequest)invocation.Input).RouteValues.GetValueOrDefault(name) as string
            : throw new InvalidOperationException(
                $"Function {function}: {name} ({type.Name}) cannot be bound; allowed: CancellationToken, a text named as a part of the route.");
    }

    private static IEnumerable<string> RouteParameters(string route) => RouteParameter().Matches(route).Select(match => match.Groups[1].Value);

    private static string Resolve(string function, string text, IConfiguration configuration) => Placeholder().Replace(text, match =>
        configuration[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"Function {function} needs the setting {match.Groups[1].Value}, which is not set."));

    /// <summary>The setting that a text stands for whole, or else what it is.</summary>
    private static string Source(string text, string what) =>
        Placeholder().Match(text) is { Success: true } match && match.Length == text.Length ? match.Groups[1].Value : what;

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{\**([A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex RouteParameter();

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName();
}
