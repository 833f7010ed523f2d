using Microsoft.Net.Http.Headers;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>The page as it is sent.</summary>
/// <param name="Encoding">The Content-Encoding; null: none.</param>
/// <param name="Bytes">The body.</param>
/// <param name="Tag">Its ETag: each encoding of one document has its own.</param>
public sealed record PageBody(string? Encoding, byte[] Bytes, EntityTagHeaderValue Tag);
