using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Bitmagnet.Functions.Schedules;

/// <summary>
/// Tells the host the functions with their schedules resolved. The host would resolve <c>%SETTING%</c> itself, and refuse the function where
/// nobody has set it; the worker knows the default.
/// </summary>
internal sealed partial class ScheduleMetadata(IFunctionMetadataProvider functions, IConfiguration configuration) : IFunctionMetadataProvider
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        [.. (await functions.GetFunctionMetadataAsync(directory)).Select(Resolve).Where(function => function.RawBindings?.Any(SettingInSchedule().IsMatch) != true)];

    private IFunctionMetadata Resolve(IFunctionMetadata function) =>
        function is DefaultFunctionMetadata { RawBindings: { } bindings } known && bindings.Any(SettingInSchedule().IsMatch)
            ? new DefaultFunctionMetadata
            {
                Language = known.Language,
                Name = known.Name,
                EntryPoint = known.EntryPoint,
                RawBindings = [.. bindings.Select(binding => SettingInSchedule().Replace(binding, Value))],
                ScriptFile = known.ScriptFile,
                Retry = known.Retry,
            }
            : function;

    /// <summary>A setting without a value or a default stays as it is, and its timer is left out.</summary>
    private string Value(Match match) => configuration[match.Groups[1].Value] is { Length: > 0 } value ? value : match.Value;

    [GeneratedRegex("(?<=\"schedule\":\")%([A-Z_]+)%(?=\")")]
    private static partial Regex SettingInSchedule();
}
