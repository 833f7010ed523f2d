using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>
/// The page as one document. It contains its styles and scripts, and its policy allows exactly those, by their hashes. So one request loads the page,
/// and injected code cannot run.
/// </summary>
public sealed partial class DashboardPage
{
    private readonly Dictionary<string, List<string>> hashes = new() { ["script"] = [], ["style"] = [] };

    /// <summary>Reads the parts from the assembly.</summary>
    public DashboardPage()
    {
        Html = Part().Replace(Read("dashboard.html"), part => part.Groups["style"].Success
            ? Inline("style", part.Groups["style"].Value)
            : Inline("script", part.Groups["script"].Value));
        Policy = string.Join("; ",
            "default-src 'none'",
            $"script-src {string.Join(' ', hashes["script"])}",
            $"style-src {string.Join(' ', hashes["style"])}",
            "img-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'");
    }

    /// <summary>The document.</summary>
    public string Html { get; }

    /// <summary>Its Content-Security-Policy.</summary>
    public string Policy { get; }

    private string Inline(string element, string file)
    {
        var content = Read(file);
        hashes[element].Add($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'");
        return $"<{element}>{content}</{element}>";
    }

    // A browser converts line ends to \n before it hashes.
    private static string Read(string file)
    {
        var name = $"{typeof(DashboardPage).Namespace}.{file}";
        using var resource = typeof(DashboardPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex("""<link rel="stylesheet" href="(?<style>[^"]+)">|<script src="(?<script>[^"]+)"></script>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
