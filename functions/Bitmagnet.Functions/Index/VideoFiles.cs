namespace Bitmagnet.Functions.Index;

/// <summary>Which torrents hold mainly video (bitmagnet contract §3 step 5).</summary>
internal static class VideoFiles
{
    /// <summary>Extensions as bitmagnet's generated columns hold them: lower case, no dot.</summary>
    public const string Extensions =
        "'{3g2,3gp,asf,avi,divx,f4v,flv,h264,m2ts,m4v,mkv,mov,mp4,mpeg,mpg,mts,ogm,rm,rmvb,ts,vob,webm,wmv}'::text[]";

    private const string SingleIsVideo = $"coalesce(t.extension = ANY ({Extensions}), false) AND t.size > 100000000";

    private const string AreVideo =
        $"sum(CASE WHEN f.extension = ANY ({Extensions}) THEN f.size ELSE -f.size::numeric END) > 100000000";

    /// <summary>SQL, true for a video torrent <c>t</c>. Single-file torrents have no torrent_files rows; no index but the primary keys is needed.</summary>
    public const string IsVideo =
        $"""
        CASE t.files_status WHEN 'single' THEN {SingleIsVideo}
        ELSE coalesce((SELECT {AreVideo} FROM torrent_files f WHERE f.info_hash = t.info_hash), false) END
        """;

    /// <summary>
    /// SQL, one row about the files of a torrent <c>t</c>: <c>is_video</c>; <c>videos</c>, how many video files it has, NULL where bitmagnet does not
    /// hold its files; <c>largest</c>, the paths of the largest of them, the largest first. Each file is read once.
    /// </summary>
    public const string Files =
        $"""
        SELECT CASE t.files_status WHEN 'single' THEN {SingleIsVideo}
                 ELSE coalesce({AreVideo}, false) END AS is_video,
               CASE t.files_status WHEN 'single' THEN 1
                 WHEN 'multi' THEN count(*) FILTER (WHERE f.extension = ANY ({Extensions}) AND f.size > 50000000)::int END AS videos,
               coalesce((array_agg(f.path ORDER BY f.size DESC, f.index) FILTER (WHERE f.extension = ANY ({Extensions})))[:3], ARRAY[]::text[]) AS largest
        FROM torrent_files f WHERE f.info_hash = t.info_hash
        """;
}
