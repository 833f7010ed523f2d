using System.Text.Json;
using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>A function as the worker's metadata describes it.</summary>
internal sealed class IndexedFunction
{
    private readonly RpcFunctionMetadata metadata;

    public IndexedFunction(RpcFunctionMetadata metadata)
    {
        this.metadata = metadata;
        metadata.Bindings.Clear();
        foreach (var text in metadata.RawBindings)
        {
            // The host reads the bindings from JSON, and sends them back in its own form.
            var binding = JsonDocument.Parse(text).RootElement;
            var type = binding.GetProperty("type").GetString()!;
            var info = new BindingInfo
            {
                Type = type,
                Direction = Enum.Parse<BindingInfo.Types.Direction>(binding.GetProperty("direction").GetString()!, ignoreCase: true),
            };
            if (binding.TryGetProperty("properties", out var properties))
            {
                info.Properties.Add(properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString()));
            }

            metadata.Bindings.Add(binding.GetProperty("name").GetString()!, info);
            if (type.EndsWith("Trigger", StringComparison.Ordinal))
            {
                Trigger = binding;
            }
        }
    }

    /// <summary>Its name, as in <c>[Function(name)]</c>.</summary>
    public string Name => metadata.Name;

    /// <summary>Its id in this run of the worker.</summary>
    public string Id => metadata.FunctionId;

    /// <summary>The trigger's binding: its type, and what the attribute says.</summary>
    public JsonElement Trigger { get; }

    /// <summary><c>queueTrigger</c>, <c>timerTrigger</c> or <c>httpTrigger</c>.</summary>
    public string TriggerType => Trigger.GetProperty("type").GetString()!;

    /// <summary>The name of the trigger's parameter.</summary>
    public string Parameter => Trigger.GetProperty("name").GetString()!;

    /// <summary>The request to load it.</summary>
    public StreamingMessage LoadRequest => new() { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = Id, Metadata = metadata } };
}
