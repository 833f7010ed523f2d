namespace Bitmagnet.Functions.Torrents;

/// <summary>Registers this folder.</summary>
public static class TorrentServices
{
    /// <summary>The story of a torrent, and what people say of its match.</summary>
    public static IServiceCollection AddTorrents(this IServiceCollection services) => services
        .AddSingleton<MatchTitles>()
        .AddSingleton<MatchLever>()
        .AddSingleton<MatchEndpoints>()
        .AddSingleton<TorrentStories>()
        .AddSingleton<UnmatchedTorrents>()
        .AddSingleton<TorrentEndpoints>();
}
