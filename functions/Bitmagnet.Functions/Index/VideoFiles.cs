namespace Bitmagnet.Functions.Index;

/// <summary>Which torrents hold mainly video (bitmagnet contract §3 step 5).</summary>
internal static class VideoFiles
{
    /// <summary>Extensions as bitmagnet's generated columns hold them: lower case, no dot.</summary>
    public const string Extensions =
        "'{3g2,3gp,asf,avi,divx,f4v,flv,h264,m2ts,m4v,mkv,mov,mp4,mpeg,mpg,mts,ogm,rm,rmvb,ts,vob,webm,wmv}'::text[]";

    /// <summary>SQL, true for a video torrent <c>t</c>. Single-file torrents have no torrent_files rows; no index but the primary keys is needed.</summary>
    public const string IsVideo =
        $"""
        CASE t.files_status WHEN 'single' THEN coalesce(t.extension = ANY ({Extensions}), false) AND t.size > 100000000
        ELSE coalesce((SELECT sum(CASE WHEN f.extension = ANY ({Extensions}) THEN f.size ELSE -f.size::numeric END) > 100000000
                       FROM torrent_files f WHERE f.info_hash = t.info_hash), false) END
        """;

    /// <summary>SQL, how many video files a torrent <c>t</c> has; NULL where bitmagnet does not hold its files.</summary>
    public const string Count =
        $"""
        CASE t.files_status WHEN 'single' THEN 1
        WHEN 'multi' THEN (SELECT count(*) FROM torrent_files f WHERE f.info_hash = t.info_hash AND f.extension = ANY ({Extensions})
                           AND f.size > 50000000)::int END
        """;

    /// <summary>SQL, the paths of the largest video files of a torrent <c>t</c>, the largest first.</summary>
    public const string Largest =
        $"""
        ARRAY(SELECT f.path FROM torrent_files f WHERE f.info_hash = t.info_hash AND f.extension = ANY ({Extensions})
              ORDER BY f.size DESC, f.index LIMIT 3)
        """;
}
