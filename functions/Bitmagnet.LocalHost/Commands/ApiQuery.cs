namespace Bitmagnet.LocalHost.Commands;

/// <summary>A path with query parameters.</summary>
/// <param name="Text">The text so far.</param>
internal readonly record struct ApiQuery(string Text)
{
    /// <summary>The query with one more parameter; unchanged if the value is null.</summary>
    public ApiQuery With(string name, string? value) => value is null
        ? this
        : new ApiQuery($"{Text}{(Text.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
