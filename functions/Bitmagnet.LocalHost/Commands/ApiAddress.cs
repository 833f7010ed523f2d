namespace Bitmagnet.LocalHost.Commands;

/// <summary>The running app's address and key. Pure.</summary>
/// <param name="Url">The address before paths such as <c>health</c>; ends with a slash.</param>
/// <param name="Key">The function key; null: none.</param>
internal sealed record ApiAddress(Uri Url, string? Key)
{
    /// <summary>The setting that replaces <c>--url</c>.</summary>
    public const string UrlSetting = "BITMAGNET_FUNCTIONS_URL";

    /// <summary>The setting that replaces <c>--key</c>.</summary>
    public const string KeySetting = "BITMAGNET_FUNCTIONS_KEY";

    /// <summary>The app's own key on this machine; it is never sent to another machine.</summary>
    private const string OwnKeySetting = "LOCALHOST_FUNCTION_KEY";

    private const string DefaultUrl = "http://localhost:7071";

    /// <summary>Reads the options, then the environment. An address without a path gets the prefix <c>api</c>.</summary>
    /// <exception cref="BadInputException">The address or the key is not valid.</exception>
    public static ApiAddress Read(AddressSettings settings, Func<string, string?> environment)
    {
        var (name, text) = settings.Url is { } given ? ("--url", given) : (UrlSetting, Set(environment(UrlSetting)) ?? DefaultUrl);
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length > 0)
        {
            throw new BadInputException($"{name} is '{(text.Contains('@', StringComparison.Ordinal) || text.Contains('?', StringComparison.Ordinal) ? "(hidden)" : text)}'; allowed: an address such as http://localhost:7071, without a key in it.");
        }

        var key = settings.Key ?? Set(environment(KeySetting)) ?? (url.IsLoopback ? Set(environment(OwnKeySetting)) : null);
        if (key is not null && key.Any(character => character is <= ' ' or >= '\x7f'))
        {
            throw new BadInputException($"{(settings.Key is null ? KeySetting : "--key")} is (hidden); allowed: a key without spaces, line breaks and characters that are not ASCII.");
        }

        var path = url.AbsolutePath.TrimEnd('/');
        return new ApiAddress(new Uri(url, (path.Length == 0 ? "/api" : path) + "/"), key);
    }

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
