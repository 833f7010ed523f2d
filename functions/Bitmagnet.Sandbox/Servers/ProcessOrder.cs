using System.Text.Json.Serialization;

namespace Bitmagnet.Sandbox.Servers;

/// <summary>
/// What supervise.js is asked to run: a program with arguments in a working directory, the file that takes its output, and the one that
/// holds its process id while it runs.
/// </summary>
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
