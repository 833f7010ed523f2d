using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Bitmagnet.Functions.Schedules;

/// <summary>Registers what resolves schedules in the worker.</summary>
internal static class ScheduleServices
{
    /// <summary>Puts <see cref="ScheduleMetadata"/> around the metadata that the SDK generates.</summary>
    public static void ResolveSchedules(this IServiceCollection services, IConfiguration configuration)
    {
        var generated = services.Last(service => service.ServiceType == typeof(IFunctionMetadataProvider));
        services.AddSingleton<IFunctionMetadataProvider>(provider => new ScheduleMetadata(
            (IFunctionMetadataProvider)(generated.ImplementationInstance
                ?? generated.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, generated.ImplementationType!)),
            configuration));
    }
}
