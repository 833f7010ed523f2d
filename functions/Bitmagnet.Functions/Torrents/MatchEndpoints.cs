using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Torrents;

/// <summary><c>/api/torrents/{infoHash}/match</c>: what a person says that a torrent is, or is not.</summary>
public sealed class MatchEndpoints(MatchLever lever)
{
    private const int MaxBytes = 4 * 1024;
    private const string Type = "type";
    private const string TmdbId = "tmdbId";

    /// <summary><c>PUT</c>: attaches a title.</summary>
    public async Task<IActionResult> AttachAsync(HttpRequest request, string infoHash, CancellationToken cancellationToken)
    {
        if (!InfoHash.TryParse(infoHash, out var hash))
        {
            return TorrentEndpoints.RefuseHash(infoHash);
        }

        var fields = await RequestFields.ReadAsync(request, MaxBytes, [Type, TmdbId], cancellationToken);
        var kind = TorrentEndpoints.Kind(fields.Word(Type));
        var id = fields.Number(TmdbId);
        fields.Require(kind is not null, Type, "movie, tv_show or xxx");
        fields.Require(id > 0, TmdbId, $"a number from 1 to {int.MaxValue.ToString("N0", CultureInfo.InvariantCulture)}");
        return fields.Refusal ?? await lever.AttachAsync(hash, kind!.Value, id!.Value, cancellationToken) switch
        {
            MatchChange.NoTitle => Answer.Refuse(TmdbId, id.Value.ToString(CultureInfo.InvariantCulture), $"the id of a {fields.Word(Type)} that TMDB has"),
            var change => Of(hash, change),
        };
    }

    /// <summary><c>DELETE</c>: takes off what it has.</summary>
    public async Task<IActionResult> RemoveAsync(string infoHash, CancellationToken cancellationToken) =>
        InfoHash.TryParse(infoHash, out var hash) ? Of(hash, await lever.RemoveAsync(hash, cancellationToken)) : TorrentEndpoints.RefuseHash(infoHash);

    /// <summary><c>POST …/undo</c>: goes back to before the last correction.</summary>
    public async Task<IActionResult> UndoAsync(string infoHash, CancellationToken cancellationToken) =>
        InfoHash.TryParse(infoHash, out var hash) ? Of(hash, await lever.UndoAsync(hash, cancellationToken)) : TorrentEndpoints.RefuseHash(infoHash);

    private static IActionResult Of(InfoHash infoHash, MatchChange change) => change switch
    {
        MatchChange.Written written => Answer.Of(written.Answer),
        MatchChange.NoTorrent => TorrentEndpoints.NoSuchTorrent(infoHash),
        MatchChange.TmdbAway away => TorrentEndpoints.TmdbAway(away.Why),
        MatchChange.Refused refused => Answer.Problem(409, refused.Why),
        _ => throw new InvalidOperationException($"{change.GetType()} is no change."),
    };
}
