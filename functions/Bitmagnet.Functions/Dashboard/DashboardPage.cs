using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>The page as one document, whose policy allows exactly its own styles and scripts, by their hashes.</summary>
public sealed partial class DashboardPage
{
    private readonly Dictionary<string, List<string>> hashes = new() { ["script"] = [], ["style"] = [] };
    private readonly IResponseCompressionProvider compression;
    private readonly ConcurrentDictionary<string, PageBody> bodies = new(StringComparer.Ordinal);

    /// <summary>Reads the parts from the assembly.</summary>
    public DashboardPage(IResponseCompressionProvider compression)
    {
        this.compression = compression;
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

    /// <summary>The body that suits the request's Accept-Encoding. Each is made once: the page never changes while the process runs, and holds no secret.</summary>
    public PageBody For(HttpContext context)
    {
        var provider = compression.GetCompressionProvider(context);
        return bodies.GetOrAdd(provider?.EncodingName ?? "", name => Make(name, provider));
    }

    private PageBody Make(string name, ICompressionProvider? provider)
    {
        var plain = Encoding.UTF8.GetBytes(Html);
        var hash = Convert.ToHexStringLower(SHA256.HashData(plain))[..16];
        if (provider is null)
        {
            return new PageBody(null, plain, new EntityTagHeaderValue($"\"{hash}\""));
        }

        using var compressed = new MemoryStream();
        using (var stream = provider.CreateStream(compressed))
        {
            stream.Write(plain);
        }

        return new PageBody(name, compressed.ToArray(), new EntityTagHeaderValue($"\"{hash}-{name}\""));
    }

    private string Inline(string element, string file)
    {
        var content = Read(file);
        hashes[element].Add($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'");
        return $"<{element}>{content}</{element}>";
    }

    // A browser converts line ends to \n before it hashes.
    private static string Read(string file)
    {
        using var resource = typeof(DashboardPage).Assembly.GetManifestResourceStream($"{typeof(DashboardPage).Namespace}.{file}")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex("""<link rel="stylesheet" href="(?<style>[^"]+)">|<script src="(?<script>[^"]+)"></script>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}

/// <summary>The page in one encoding.</summary>
/// <param name="Encoding">The Content-Encoding; null: none.</param>
/// <param name="Bytes">The body.</param>
/// <param name="Tag">Its ETag; each encoding has its own.</param>
public sealed record PageBody(string? Encoding, byte[] Bytes, EntityTagHeaderValue Tag);
