using System.Text.Json.Serialization;
using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Notifications;
using Bitmagnet.Functions.OnDemand;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions;

/// <summary>
/// The types that HTTP functions answer with, and what is kept or sent in the same form: names in camelCase, enumerations as camelCase words, absent
/// rather than null is for the records to say. The compiler writes the code, so that nothing is reflected on or compiled while the app runs.
/// An init-only property that a text leaves out is set to null, whatever its initial value.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict, // the defaults read numbers from strings, too, and the document would call them both
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(CamelCaseWords<DatabaseStatus>), typeof(CamelCaseWords<DeleteOutcome>), typeof(CamelCaseWords<FingerprintIndex>), typeof(CamelCaseWords<HealthStatus>),
        typeof(CamelCaseWords<JobStatus>), typeof(CamelCaseWords<NextActor>), typeof(CamelCaseWords<ReplayOutcome>), typeof(CamelCaseWords<SweepCause>), typeof(CamelCaseWords<SweepPart>),
        typeof(CamelCaseWords<SweepVerdict>), typeof(CamelCaseWords<TmdbKind>), typeof(CamelCaseWords<TmdbStatus>), typeof(CamelCaseWords<TorrentOutcome>),
    ])]
[JsonSerializable(typeof(BackfillChange))]
[JsonSerializable(typeof(BackfillStatus))]
[JsonSerializable(typeof(DashboardData))]
[JsonSerializable(typeof(DeletedBatch))]
[JsonSerializable(typeof(DeletedJob))]
[JsonSerializable(typeof(EnrichAnswer))]
[JsonSerializable(typeof(FeedSwitchState))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(HealthSnapshot))]
[JsonSerializable(typeof(History))]
[JsonSerializable(typeof(JobDetail))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(JobTorrentList))]
[JsonSerializable(typeof(MatchAnswer))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(NotifyTest))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ReplayBatch))]
[JsonSerializable(typeof(ReplayedJob))]
[JsonSerializable(typeof(SweepRun[]))]
[JsonSerializable(typeof(TmdbTitles))]
[JsonSerializable(typeof(ToldState))]
[JsonSerializable(typeof(TorrentList))]
[JsonSerializable(typeof(TorrentStory))]
internal sealed partial class AnswerJson : JsonSerializerContext;
