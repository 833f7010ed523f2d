using System.Collections.Immutable;
using Bitmagnet.Functions.Settings;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Bitmagnet.Functions.Schedules;

/// <summary>Tells the host the functions with their schedules resolved: it would refuse one whose setting has a default only.</summary>
internal sealed class ScheduleMetadata(IFunctionMetadataProvider functions, IConfiguration configuration) : IFunctionMetadataProvider
{
    /// <summary>Registers it around the metadata that the SDK generates.</summary>
    public static void Register(IServiceCollection services, IConfiguration configuration)
    {
        var generated = services.Last(service => service.ServiceType == typeof(IFunctionMetadataProvider));
        services.AddSingleton<IFunctionMetadataProvider>(provider => new ScheduleMetadata(
            (IFunctionMetadataProvider)(generated.ImplementationInstance
                ?? generated.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, generated.ImplementationType!)),
            configuration));
    }

    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        [.. (await functions.GetFunctionMetadataAsync(directory)).Select(Resolve).Where(function => !HasSettingInSchedule(function))];

    private IFunctionMetadata Resolve(IFunctionMetadata function) =>
        function is DefaultFunctionMetadata { RawBindings: { } bindings } known && HasSettingInSchedule(function)
            ? new DefaultFunctionMetadata
            {
                Language = known.Language,
                Name = known.Name,
                EntryPoint = known.EntryPoint,
                RawBindings = [.. bindings.Select(binding => NamedSettings.Resolve(binding, configuration))],
                ScriptFile = known.ScriptFile,
                Retry = known.Retry,
            }
            : function;

    /// <summary>Once resolved, still true of a timer whose setting has neither value nor default: it is left out.</summary>
    private static bool HasSettingInSchedule(IFunctionMetadata function) =>
        function.RawBindings?.Any(binding => binding.Contains("\"timerTrigger\"", StringComparison.Ordinal) && NamedSettings.In(binding) is not null) == true;
}
