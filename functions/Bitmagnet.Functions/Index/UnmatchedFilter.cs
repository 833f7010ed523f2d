namespace Bitmagnet.Functions.Index;

/// <summary>Which torrents without content to list.</summary>
/// <param name="Type">Only this type; null: any, also mainly video without a type.</param>
/// <param name="Text">Only names with these words, one after the other; null: any.</param>
public sealed record UnmatchedFilter(ContentType? Type, string? Text);
