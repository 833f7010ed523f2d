using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Corrections;

/// <summary>A content's key as an answer shows it.</summary>
/// <param name="Type">movie, tv_show or xxx.</param>
/// <param name="Source">tmdb, or another source of bitmagnet's.</param>
/// <param name="Id">The id within the source.</param>
public sealed record ContentKey(string Type, string Source, string Id)
{
    /// <summary>The key as it is shown.</summary>
    public static ContentKey Of(ContentRef content) => new(content.Type.ToName(), content.Source, content.Id);
}
