namespace Bitmagnet.Functions.Index;

/// <summary>Which of the old rows a walk is about.</summary>
/// <param name="Since">Only torrents that bitmagnet first saw at this time or later (torrents.created_at); null: from the first.</param>
/// <param name="Until">Only torrents that bitmagnet first saw before this time; null: to the last.</param>
/// <param name="Types">Only rows of these types; null: all that are fed, also mainly video without a type.</param>
/// <param name="WithContent">Also torrents that have content.</param>
public sealed record FeedFilter(DateTimeOffset? Since, DateTimeOffset? Until, IReadOnlyList<ContentType>? Types, bool WithContent)
{
    /// <summary>Only names with these words, one after the other; null: any.</summary>
    public string? Text { get; init; }
}
