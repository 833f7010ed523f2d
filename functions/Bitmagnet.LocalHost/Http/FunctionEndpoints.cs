using Bitmagnet.Functions.Http;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Http;

/// <summary>Serves HTTP functions: checks route, method and key, runs the function and sends its result.</summary>
internal sealed class FunctionEndpoints(FunctionInvoker invoker, KeyGuard guard, HostSettings options, ILogger<FunctionEndpoints> logger)
{
    /// <summary>Maps one function. Routing itself answers 404 and 405.</summary>
    public void Map(IEndpointRouteBuilder endpoints, Function function, Trigger.Http trigger)
    {
        var pattern = options.RoutePrefix.Length == 0 ? trigger.Route : $"{options.RoutePrefix}/{trigger.Route}";
        RequestDelegate handler = context => ServeAsync(function, trigger.Level, context);
        _ = trigger.Methods.Count == 0 ? endpoints.Map(pattern, handler) : endpoints.MapMethods(pattern, trigger.Methods, handler);
    }

    /// <summary>Redirects <c>/</c> to the prefix, whose function redirects to the page; without a prefix the two are the same.</summary>
    public void MapRoot(IEndpointRouteBuilder endpoints)
    {
        if (options.RoutePrefix.Length > 0)
        {
            _ = endpoints.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], context =>
            {
                context.Response.Redirect($"{options.RoutePrefix}/{context.Request.QueryString}");
                return Task.CompletedTask;
            });
        }
    }

    private static Task ExecuteAsync(IActionResult action, HttpContext context) =>
        action.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));

    private async Task ServeAsync(Function function, AuthorizationLevel level, HttpContext context)
    {
        if (!guard.Allows(level, context.Request))
        {
            context.Response.Headers.WWWAuthenticate = KeyGuard.Challenge;
            await ExecuteAsync(Answer.Problem(StatusCodes.Status401Unauthorized, guard.Refusal), context);
            return;
        }

        try
        {
            var result = await invoker.InvokeAsync(function, context.Request, context.RequestAborted);
            if (result is IActionResult action)
            {
                await ExecuteAsync(action, context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has disconnected.
        }
        catch (Exception exception)
        {
            Log.RequestFailed(logger, function.Name, exception);
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }
}
