"use strict";
// What a finding's remedy is on this page: a button for its request, where the finding names one.
const remedies = (() => {
  const { action, each } = views;
  const go = (text, path) => make("a", { className: "button", href: `#${path}` }, text);

  async function replay() {
    let [replayed, kept] = [0, 0];
    await each("/jobs/replay", "POST", { status: "failed", limit: 200 }, done => { replayed += done.replayed; kept += done.notReplayed; });
    return `${format.count(replayed, "job")} replayed${kept ? `; ${kept} had nothing to replay` : ""}.`;
  }

  async function drop() {
    let deleted = 0;
    await each("/jobs", "DELETE", { status: "failed", reason: "malformed", limit: 200 }, done => { deleted += done.deleted; });
    return `${format.count(deleted, "malformed message")} deleted.`;
  }

  const byCall = {
    "POST /api/enrichment/resume": () => [action("Resume enrichment", async () => {
      await server.ask("/enrichment/resume", "POST");
      return "Enrichment is running.";
    })],
    "POST /api/jobs/replay?status=failed": ({ failures }) => [
      go("Show failed jobs", "/jobs?status=failed"),
      action("Replay all", replay, { question: "Replay all failed jobs?", word: "Replay all", label: "Replay all failed jobs" }),
      failures?.some(job => job.torrents === 0) ? action("Delete malformed", drop, {
        className: "danger", question: "Delete all malformed messages? They hold no job, and this cannot be undone.", word: "Delete", label: "Delete malformed messages",
      }) : null,
    ],
    "POST /api/sweep": () => [sweeping.button("Sweep now…"), go("Show sweeps", "/sweep")],
    "GET /api/sweep": () => [go("Show sweeps", "/sweep")],
  };
  const keyPage = "https://www.themoviedb.org/settings/api";
  const byCode = Object.fromEntries(["tmdb_unauthorized", "tmdb_unconfigured", "tmdb_shared_key"].map(code =>
    [code, () => [make("a", { className: "button", href: keyPage, target: "_blank", rel: "noopener noreferrer" }, "Get a TMDB key")]]));

  return {
    of: (finding, data) => (byCall[finding.call] ?? byCode[finding.code] ?? (() => []))(data).filter(Boolean),
    // What of the data the buttons depend on.
    key: (finding, data) => finding.code === "jobs_failed" ? Boolean(data.failures?.some(job => job.torrents === 0)) : null,
  };
})();
