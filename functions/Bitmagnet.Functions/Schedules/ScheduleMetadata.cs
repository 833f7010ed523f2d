using System.Collections.Immutable;
using Bitmagnet.Functions.Settings;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Bitmagnet.Functions.Schedules;

/// <summary>
/// Tells the host the functions with their schedules resolved. Left to resolve <c>%SETTING%</c> itself, the host would refuse a function
/// whose setting is unset; the worker knows the default.
/// </summary>
internal sealed class ScheduleMetadata(IFunctionMetadataProvider functions, IConfiguration configuration) : IFunctionMetadataProvider
{
    /// <inheritdoc/>
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
