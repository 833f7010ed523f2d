namespace Bitmagnet.Functions.Http;

/// <summary>
/// A request's query, read parameter by parameter. The first one that is not known or not allowed makes the <see cref="Refusal"/>: a mistyped
/// parameter must not do more than was asked, nor show what was not. What is read after it has no meaning.
/// </summary>
public sealed class RequestQuery
{
    // The parameters by which the host takes a function key.
    private static readonly string[] KeyParameters = ["code", "clientId"];

    private readonly IQueryCollection query;

    /// <summary>Refuses the first parameter that is not known.</summary>
    public RequestQuery(HttpRequest request, params string[] known)
    {
        query = request.Query;
        var unknown = query.Keys.Except([.. known, .. KeyParameters], StringComparer.OrdinalIgnoreCase).FirstOrDefault();
        Require(unknown is null, unknown ?? "", $"no parameter but {string.Join(", ", known)}");
    }

    /// <summary>The problem to answer with; null while all is as allowed.</summary>
    public IActionResult? Refusal { get; private set; }

    /// <summary>A text; null where the parameter is absent or empty.</summary>
    public string? Text(string name) => string.IsNullOrEmpty(query[name]) ? null : query[name].ToString();

    /// <summary>A whole number within its bounds; the default where the parameter is absent.</summary>
    public int Number(string name, int absent, int least, int largest, string what = "number")
    {
        if (Text(name) is not { } text)
        {
            return absent;
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        Require(isNumber && number >= least && number <= largest, name, $"a {what} from {least} to {largest}");
        return number;
    }

    /// <summary>Refuses a parameter that is not allowed.</summary>
    public void Require(bool isAllowed, string name, string allowed) => Refusal ??= isAllowed ? null : Answer.Refuse(name, query[name], allowed);
}
