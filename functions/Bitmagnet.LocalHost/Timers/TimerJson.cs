using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Timers;

/// <summary>A schedule's record, as the Azure host writes it.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ScheduleStatus))]
internal sealed partial class TimerJson : JsonSerializerContext;
