using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.OnDemand;

/// <summary><c>POST /api/torrents/enrich</c>.</summary>
public sealed class EnrichEndpoint(EnrichLever lever)
{
    /// <summary>Most bytes of a request's body: 1,000 info hashes are 43,000.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string Route = "torrents/enrich";
    private const string InfoHashes = "infoHashes";
    private const string Force = "force";

    /// <summary>200 with what was found for each torrent; 202 with the job that goes on where some had to be put back.</summary>
    public async Task<IActionResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = await RequestFields.ReadAsync(request, MaxBytes, [InfoHashes, Force], cancellationToken);
        var infoHashes = fields.List<InfoHash>(InfoHashes, MessageReader.MaxInfoHashes, "a string of 40 hexadecimal characters", InfoHash.TryParse);
        var force = fields.Flag(Force);
        fields.Require(infoHashes is not null, InfoHashes, "an array of 1 to 1,000 info hashes");
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        var answer = await lever.RunAsync([.. infoHashes!.Distinct()], force, cancellationToken);
        if (answer.Job is not null)
        {
            var path = request.PathBase.Add(request.Path).Value!;
            request.HttpContext.Response.Headers.Location = $"{path[..path.LastIndexOf(Route, StringComparison.OrdinalIgnoreCase)]}jobs/{answer.Job}";
        }

        return Answer.Of(answer, answer.Job is null ? 200 : 202);
    }
}
