using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Corrections;

/// <summary>A content's key as an answer shows it: its type is movie, tv_show or xxx, its source tmdb or another of bitmagnet's.</summary>
public sealed record ContentKey(string Type, string Source, string Id)
{
    /// <summary>The key as it is shown.</summary>
    public static ContentKey Of(ContentRef content) => new(content.Type.ToName(), content.Source, content.Id);
}
