using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Explaining;

/// <summary>What <c>POST /api/explain</c> answers: for each name the object that <c>explain --json</c> writes.</summary>
public sealed class ExplainEndpoint(TitleResolver resolver, TimeProvider clock)
{
    /// <summary>Most names in a request.</summary>
    public const int MaxNames = 100;

    /// <summary>Most bytes of a request's body.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>How long names are matched; the rest is answered as cut off. Well below the patience of clients and proxies.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private const string Names = "names";
    private const string Match = "match";

    /// <summary>200 with a JSON array in the order of the names, or 400, 413 or 415 with problem+json.</summary>
    public async Task<IActionResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = await RequestFields.ReadAsync(request, MaxBytes, [Names, Match], cancellationToken);
        var names = fields.List<string>(Names, MaxNames, "a release name", IsName);
        var isToMatch = fields.Flag(Match);
        fields.Require(names is not null, Names, $"an array of 1 to {MaxNames} release names");
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        using var deadline = new CancellationTokenSource(Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var lines = isToMatch
            ? (await resolver.ResolveAsync([.. names!.Select(ExplainCommand.Request)], linked.Token))
                .Select(resolution => ExplanationJson.Line(resolution.Release, resolution))
            : names!.Select(name => ExplanationJson.Line(ReleaseParser.Parse(name), null));
        return new ContentResult { Content = $"[{string.Join(",\n", lines)}]", ContentType = "application/json; charset=utf-8", StatusCode = 200 };
    }

    private static bool IsName(string text, out string name)
    {
        name = text;
        return true;
    }
}
