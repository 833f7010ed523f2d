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
    /// <summary>How the order is written for the script.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Variables beside the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The user (and group) to run as; null: the one that runs the sandbox.</summary>
    public int? Uid { get; init; }

    /// <summary>Files and folders to be given to that user first.</summary>
    public IReadOnlyList<string> Owned { get; init; } = [];
}
