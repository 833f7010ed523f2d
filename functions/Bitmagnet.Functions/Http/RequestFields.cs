namespace Bitmagnet.Functions.Http;

/// <summary>A request's JSON object, read field by field, to the first that makes the <see cref="Refusal"/>.</summary>
public sealed class RequestFields
{
    private readonly JsonElement root;

    private RequestFields(JsonElement root, IActionResult? refusal)
    {
        this.root = root;
        Refusal = refusal;
    }

    /// <summary>The problem to answer with; null while all is as allowed.</summary>
    public IActionResult? Refusal { get; private set; }

    /// <summary>Reads the body: 415 where it is not JSON by its type, 413 where it is too large, 400 where it is no object of these fields.</summary>
    public static async Task<RequestFields> ReadAsync(HttpRequest request, int maxBytes, string[] names, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return Refused(Answer.Problem(415, $"Content-Type is {Answer.Shown(request.ContentType)}; allowed: application/json.", "Content-Type"));
        }

        var bytes = new byte[maxBytes + 1];
        var length = request.ContentLength > maxBytes
            ? bytes.Length
            : await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length > maxBytes
            ? Refused(Answer.Problem(413, $"The body is larger than allowed: {maxBytes} bytes.", "body"))
            : Parse(bytes.AsMemory(0, length), names);
    }

    /// <summary>True or false; false where the field is absent.</summary>
    public bool Flag(string name)
    {
        var element = Get(name);
        Require(element?.ValueKind is null or JsonValueKind.True or JsonValueKind.False, name, element, "true or false");
        return element?.ValueKind == JsonValueKind.True;
    }

    /// <summary>A text; null where the field is absent or no text.</summary>
    public string? Word(string name) => Get(name) is { ValueKind: JsonValueKind.String } element ? Text(element) : null;

    /// <summary>A text of some length that is not blank; null where the field is absent.</summary>
    public string? Words(string name, int longest)
    {
        if (Get(name) is not { } element)
        {
            return null;
        }

        var text = Text(element).Trim();
        var isText = element.ValueKind == JsonValueKind.String && text.Length > 0 && text.Length <= longest;
        Require(isText, name, element, string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {longest} characters"));
        return text;
    }

    /// <summary>A whole number; null where the field is absent or no such number.</summary>
    public int? Number(string name) =>
        Get(name) is { ValueKind: JsonValueKind.Number } element && element.TryGetInt32(out var number) ? number : null;

    /// <summary>A time with its offset, or a date, which begins at midnight UTC; null where the field is absent.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Get(name) is not { } element)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        var isTime = DateTimeOffset.TryParseExact(
            Text(element), formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        Require(isTime, name, element, "a date or time as in \"2026-01-31\" or \"2026-01-31T12:00:00Z\"");
        return time;
    }

    /// <summary>Reads a text; false where it is not allowed.</summary>
    public delegate bool Reader<T>(string text, out T value);

    /// <summary>Each string of a list as what it stands for; null where the field is absent.</summary>
    /// <param name="max">Most elements; at least one is needed.</param>
    /// <param name="allowed">What an element may be, in words.</param>
    /// <param name="read">Reads one; false where it is not allowed.</param>
    public IReadOnlyList<T>? List<T>(string name, int max, string allowed, Reader<T> read)
    {
        if (Get(name) is not { } element)
        {
            return null;
        }

        var isList = element.ValueKind == JsonValueKind.Array && element.GetArrayLength() is var count && count > 0 && count <= max;
        Require(isList, name, element, string.Create(CultureInfo.InvariantCulture, $"an array of 1 to {max:N0} times {allowed}"));
        var items = new List<T>();
        foreach (var item in isList ? element.EnumerateArray().AsEnumerable() : [])
        {
            var isAllowed = read(Text(item), out var value) && item.ValueKind == JsonValueKind.String;
            Require(isAllowed, $"{name}[{items.Count}]", item, allowed);
            items.Add(value);
        }

        return items;
    }

    /// <summary>Refuses a field that is not allowed.</summary>
    public void Require(bool isAllowed, string name, string allowed) => Require(isAllowed, name, Get(name), allowed);

    private static RequestFields Parse(ReadOnlyMemory<byte> body, string[] names)
    {
        try
        {
            using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var fields = new RequestFields(document.RootElement.Clone(), null);
            fields.CheckNames(names);
            return fields;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with an unpaired surrogate cannot be transcoded.
            return Refused(Answer.Problem(400, $"The body is not JSON, or says something twice; allowed: an object with {string.Join(", ", names)}.", "body"));
        }
    }

    private static RequestFields Refused(IActionResult refusal) => new(default, refusal);

    private void CheckNames(string[] names)
    {
        var isObject = root.ValueKind == JsonValueKind.Object;
        Require(isObject, "body", root, $"an object with {string.Join(", ", names)}");
        foreach (var property in isObject ? root.EnumerateObject().AsEnumerable() : [])
        {
            Require(names.Contains(property.Name), property.Name, property.Value, $"no field but {string.Join(", ", names)}");
        }
    }

    private JsonElement? Get(string name) =>
        Refusal is null && root.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;

    private void Require(bool isAllowed, string name, JsonElement? element, string allowed) =>
        Refusal ??= isAllowed ? null : Answer.Refuse(name, element is { } given ? Text(given) : null, allowed);

    private static string Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText(); // an unpaired surrogate is no text
        }
    }
}
