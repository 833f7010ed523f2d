using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>The page in each encoding that browsers ask for. Each is made once: the page never changes while the process runs, and holds no secret.</summary>
public sealed class PageBodies(DashboardPage page, IResponseCompressionProvider compression)
{
    private readonly ConcurrentDictionary<string, PageBody> bodies = new(StringComparer.Ordinal);
    private readonly byte[] plain = Encoding.UTF8.GetBytes(page.Html);

    /// <summary>The body that suits the request's Accept-Encoding.</summary>
    public PageBody For(HttpContext context)
    {
        var provider = compression.GetCompressionProvider(context);
        return bodies.GetOrAdd(provider?.EncodingName ?? "", name => Make(name, provider));
    }

    private PageBody Make(string name, ICompressionProvider? provider)
    {
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
}

/// <summary>The page in one encoding.</summary>
/// <param name="Encoding">The Content-Encoding; null: none.</param>
/// <param name="Bytes">The body.</param>
/// <param name="Tag">Its ETag; each encoding has its own.</param>
public sealed record PageBody(string? Encoding, byte[] Bytes, EntityTagHeaderValue Tag);
