using static Bitmagnet.Functions.Tests.Index.Attaching;

namespace Bitmagnet.Functions.Tests.Index;

/// <summary>Changes by others between the read and the write.</summary>
public sealed class ContentWriterRaceTests
{
    [Fact]
    public async Task AttachAsync_TwoWritersAtOnce_GiveOneRowAndOneOfThemAttaches()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(
            """
            INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at)
            SELECT decode(lpad(to_hex(n), 40, '0'), 'hex'), 'Amelie', 1, false, now(), now() FROM generate_series(1, 150) n;
            INSERT INTO torrent_contents (info_hash, content_type, tsv, created_at, updated_at)
            SELECT info_hash, 'movie', 'x', now(), now() FROM torrents WHERE name = 'Amelie';
            """);
        var hashes = Enumerable.Range(1, 150).Select(n => InfoHash.Parse(n.ToString("x40", System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        var attachments = hashes.Select((hash, n) => new Attachment(hash, n % 2 == 0 ? Contents.Amelie : Contents.Thrones, IsStored: false, LanguageRule.WhereNone)).ToArray();

        var writers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(n => Writer(database).AttachAsync([.. n % 2 == 0 ? attachments : attachments.Reverse()], Token)));

        Assert.All(hashes, hash => Assert.Single(writers, outcomes => outcomes[hash] == WriteOutcome.Done));
        Assert.All(hashes, hash => Assert.Equal(3, writers.Count(outcomes => outcomes[hash] == WriteOutcome.Changed)));
        Assert.Equal("150 | 150 | 150", await database.ValueAsync("SELECT count(*), count(DISTINCT info_hash), count(content_source) FROM torrent_contents WHERE info_hash < '\\xaa'"));
    }

    [Fact]
    public async Task AttachAsync_AfterBitmagnetMigratedBeneathOpenConnections_WritesTheNewColumns()
    {
        await using var database = await CreateAsync(15);
        var other = InfoHash.Parse("dddddddddddddddddddddddddddddddddddddddd");
        await database.ExecuteAsync(Torrent(other.Hex) + Row(other.Hex, "'movie'"));
        var writer = Writer(database);
        await writer.AttachAsync([new(InfoHash.Parse(Hash), Contents.Amelie, IsStored: false, LanguageRule.WhereNone)], Token);

        await database.ExecuteAsync(BitmagnetSchema.Sql(18)[BitmagnetSchema.Sql(15).Length..]);
        await writer.AttachAsync([new(other, Contents.Amelie, IsStored: false, LanguageRule.WhereNone)], Token);

        Assert.Equal("5000000000 | 1", await database.ValueAsync($"SELECT size, files_count FROM torrent_contents WHERE info_hash = '\\x{other}'"));
    }

    [Fact]
    public async Task AttachAsync_ATorrentThatBitmagnetTookUpMeanwhile_IsInWorkAndUnchanged()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(
            $$"""
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
            VALUES ('f', 'process_torrent', 'pending', '{"InfoHashes":["{{Hash}}"]}', now(), '168:00:00', now())
            """);

        var outcomes = await AttachAsync(database, Contents.Amelie);

        Assert.Equal(WriteOutcome.InWork, Assert.Single(outcomes).Value);
        Assert.Equal($"{Hash}:movie:?:?", await database.ValueAsync("SELECT id FROM torrent_contents"));
    }

    [Fact]
    public async Task AttachAsync_InARingOfLocksWithBitmagnet_GivesWayBeforePostgresqlEndsBitmagnetsTransaction()
    {
        await using var database = await CreateAsync(20);
        await AttachAsync(database, Contents.Amelie);
        var other = InfoHash.Parse("dddddddddddddddddddddddddddddddddddddddd");
        await database.ExecuteAsync(Torrent(other.Hex) + Row(other.Hex, "'movie'"));
        await using var bitmagnet = await database.Source.OpenConnectionAsync(Token);
        await using var transaction = await bitmagnet.BeginTransactionAsync(Token);
        await ExecuteAsync("SELECT FROM content FOR UPDATE");

        // PostgreSQL ends the session that detects the deadlock, after its deadlock_timeout: here bitmagnet's, after the default second.
        await using var patient = NpgsqlDataSource.Create(database.ConnectionString + ";Options=-c deadlock_timeout=60s");
        var attaching = Writer(patient).AttachAsync([new(other, Contents.Amelie, IsStored: false, LanguageRule.WhereNone)], Token);
        while (!attaching.IsCompleted && await database.ValueAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == "0")
        {
        }

        await ExecuteAsync($"SELECT FROM torrents WHERE info_hash = '\\x{other}' FOR UPDATE");
        await transaction.CommitAsync(Token);

        Assert.Equal(WriteOutcome.Busy, Assert.Single(await attaching).Value);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, bitmagnet);
            await command.ExecuteNonQueryAsync(Token);
        }
    }

    [Fact]
    public async Task AttachAsync_SomethingMissing_IsToldApartAndTheOthersAreAttached()
    {
        await using var database = await CreateAsync(20);
        var noTorrent = InfoHash.Parse("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
        var noRow = InfoHash.Parse("cccccccccccccccccccccccccccccccccccccccc");
        await database.ExecuteAsync(Torrent(noRow.Hex));
        var noContent = InfoHash.Parse("dddddddddddddddddddddddddddddddddddddddd");
        await database.ExecuteAsync(Torrent(noContent.Hex) + Row(noContent.Hex, "'movie'"));

        var outcomes = await Writer(database).AttachAsync(
            [
                new(noTorrent, Contents.Amelie, IsStored: false, LanguageRule.WhereNone),
                new(noRow, Contents.Amelie, IsStored: false, LanguageRule.WhereNone),
                new(noContent, Contents.Thrones, IsStored: true, LanguageRule.WhereNone),
                new(InfoHash.Parse(Hash), Contents.Amelie, IsStored: false, LanguageRule.WhereNone),
            ],
            Token);

        Assert.Equal([WriteOutcome.Gone, WriteOutcome.Gone, WriteOutcome.Busy, WriteOutcome.Done], outcomes.Values);
        Assert.Equal($"{noContent}:movie:?:?", await database.ValueAsync($"SELECT id FROM torrent_contents WHERE info_hash = '\\x{noContent}'"));
    }

    [Fact]
    public async Task AttachAsync_OneContentOfAnUnknownSource_IsGoneAndTheOthersAreAttached()
    {
        await using var database = await CreateAsync(20);
        var other = InfoHash.Parse("dddddddddddddddddddddddddddddddddddddddd");
        await database.ExecuteAsync(Torrent(other.Hex) + Row(other.Hex, "'movie'"));
        var unknown = Contents.Thrones with { Ref = new ContentRef(ContentType.TvShow, "nowhere", "1") };

        var outcomes = await Writer(database).AttachAsync([new(other, unknown, IsStored: false, LanguageRule.WhereNone), new(InfoHash.Parse(Hash), Contents.Amelie, IsStored: false, LanguageRule.WhereNone)], Token);

        Assert.Equal(WriteOutcome.Gone, outcomes[other]);
        Assert.Equal(WriteOutcome.Done, outcomes[InfoHash.Parse(Hash)]);
    }

    [Fact]
    public async Task AttachAsync_RowLockedByAnother_IsBusyAndUnchanged()
    {
        await using var database = await CreateAsync(20);
        await using var other = await database.Source.OpenConnectionAsync(Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var hold = new NpgsqlCommand("SELECT 1 FROM torrent_contents FOR UPDATE", other);
        await hold.ExecuteNonQueryAsync(Token);

        var outcomes = await AttachAsync(database, Contents.Amelie);

        Assert.Equal(WriteOutcome.Busy, outcomes[InfoHash.Parse(Hash)]);
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM content"));
    }
}
