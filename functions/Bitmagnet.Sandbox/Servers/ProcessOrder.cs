using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bitmagnet.Sandbox.Servers;

/// <summary>What supervise.js is asked to run.</summary>
/// <param name="File">The program.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Folder">Its working directory.</param>
/// <param name="Log">The file that takes its output.</param>
/// <param name="PidFile">The file that holds its process id while it runs.</param>
internal sealed record ProcessOrder(string File, IReadOnlyList<string> Args, string Folder, string Log, string PidFile)
{
    /// <summary>The JSON options for the script.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Environment variables besides the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The user (and group) to run as; null: the sandbox's own.</summary>
    public int? Uid { get; init; }

    /// <summary>Files and folders whose owner the user becomes first.</summary>
    public IReadOnlyList<string> Owned { get; init; } = [];
}
