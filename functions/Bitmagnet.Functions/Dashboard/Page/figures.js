"use strict";
// The figures of the overview as text, by the names that the page gives its places.
const figures = (() => {
  const held = report => report.findings.some(found => found.severity === "unhealthy" || ["paused", "tmdb_rate_limited", "tmdb_outage", "tmdb_unauthorized", "tmdb_blocked"].includes(found.code));

  // Findings are of this moment, the snapshot of up to a minute ago.
  function tmdbNow({ findings, snapshot }) {
    const found = findings.find(({ code }) => /^tmdb_(rate_limited|outage|unauthorized|blocked|disabled|unconfigured)$/.test(code));
    return found ? { status: found.code.slice("tmdb_".length), since: found.since } : { status: snapshot ? "available" : null };
  }

  // The backfill that a person asked for.
  function walk(asked, isHeld) {
    if (!asked || asked.state === "none") {
      return "";
    }
    const left = isHeld ? null : format.seconds(asked.timeLeft);
    return asked.state !== "running" ? `${asked.state}, ${format.number(asked.fed)} queued`
      : `${format.share(asked.share)}${left == null ? "" : `, ${format.span(left)} left`}`;
  }

  // What is not known is not nothing; the most it can be is often enough.
  function lastMinute(figure, most) {
    return figure != null ? `${format.number(figure)} in the last minute`
      : most != null ? `unknown; at most ${format.number(most)} in the last minute`
      : "unknown";
  }

  function pace(perSecond) {
    return perSecond == null ? null : perSecond >= 1 || perSecond === 0 ? `${format.count(perSecond, "torrent")}/s` : `${format.count(perSecond * 60, "torrent")}/min`;
  }

  // One line while there is work: as the terminal has it.
  function work(live, isHeld) {
    if (!live || (live.pending === 0 && !live.torrentsPerSecond)) {
      return "";
    }
    const left = isHeld ? null : format.seconds(live.timeLeft);
    return [
      pace(live.torrentsPerSecond), `${format.count(live.pending, "job")} queued`,
      `${format.number(live.torrentsAttached)} enriched and ${format.number(live.torrentsUnmatched)} without a match so far`,
      left == null ? null : `about ${format.span(left)} left`,
    ].filter(Boolean).join(" · ");
  }

  function note(feed, isHeld, left, age, now) {
    return !feed ? "Waiting for the first figures"
      : feed.pausedSince ? `Paused for ${age(feed.pausedSince)}`
      : feed.backfillEndedAt ? `All old torrents are queued; done ${age(feed.backfillEndedAt)} ago`
      : isHeld ? "Queues old torrents; waiting"
      : left == null ? "Queues old torrents; the time left is not known yet"
      : `Queues old torrents; done at about ${format.moment(new Date(now.getTime() + left * 1000))}`;
  }

  // Rows that were attached since they were counted are counted, too.
  function attached(index, ledger, live) {
    return index && Math.min(index.eligible, index.attached + (index.isEstimate || !live ? 0 : Math.max(0, live.torrentsAttached - ledger.torrentsAttached)));
  }

  // What stands above the charts: the change beside a chart is that of the same number.
  function numbers({ report: { snapshot }, live }) {
    const { database, ledger, tmdb } = snapshot ?? {};
    const jobs = status => database && database.queue.groups.filter(group => group.status === status).reduce((sum, group) => sum + group.jobs, 0);
    return {
      "index.attached": attached(database?.index, ledger, live),
      "tmdb.rate": tmdb?.requestsPerMinute,
      "ledger.pending": live?.pending ?? ledger?.pending,
      "ledger.processed": ledger?.processed,
      "ledger.retry": live?.retry ?? ledger?.retry,
      "ledger.failed": live?.failed ?? ledger?.failed,
      "queue.pending": jobs("pending"),
      "queue.processed": jobs("processed"),
      "queue.retry": jobs("retry"),
      "queue.failed": jobs("failed"),
    };
  }

  return {
    held,
    tmdbNow,
    numbers,
    progress({ report: { snapshot }, live }) {
      const index = snapshot?.database?.index;
      return {
        "index.share": index?.eligible ? attached(index, snapshot.ledger, live) / index.eligible : 0,
        "feed.share": live?.backfillShare ?? snapshot?.feed.backfillShare,
        "tmdb.load": snapshot?.tmdb.budgetPerMinute ? Math.min(1, (snapshot.tmdb.requestsPerMinute ?? 0) / snapshot.tmdb.budgetPerMinute) : 0,
      };
    },
    text(data, now) {
      const { report, live } = data;
      const { snapshot } = report;
      const shown = numbers(data);
      const isHeld = held(report);
      const age = text => text ? format.span(Math.max(0, (now - new Date(text)) / 1000)) : format.none;
      const { database, ledger, feed, tmdb } = snapshot ?? {};
      const reasons = Object.entries(ledger?.deferredByReason ?? {}).map(([reason, count]) => `${format.word(reason)} ${format.number(count)}`);
      const left = isHeld ? null : format.seconds(live ? live.timeLeft : feed?.backfillTimeLeft);
      return {
        ...Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, format.number(value)])),
        "work": work(live, isHeld),
        "index.share": format.share(database?.index.eligible ? shown["index.attached"] / database.index.eligible : null),
        "index.eligible": format.number(database?.index.eligible),
        "index.estimate": database?.index.isEstimate ? " (estimate)" : "",
        "feed.share": format.share(live?.backfillShare ?? feed?.backfillShare),
        "feed.left": feed?.backfillEndedAt || left == null ? "" : `${format.span(left)} left`,
        "feed.note": note(feed, isHeld, left, age, now),
        "feed.walk": walk(feed?.requested, isHeld),
        "feed.newest": feed?.newest ? format.moment(new Date(feed.newest)) : format.none,
        "ledger.attached": format.number(live?.torrentsAttached ?? ledger?.torrentsAttached),
        "ledger.unmatched": format.number(live?.torrentsUnmatched ?? ledger?.torrentsUnmatched),
        "instances": format.number(snapshot?.instances),
        "tmdb.status": tmdbNow(report).status ? format.word(tmdbNow(report).status) : format.none,
        "tmdb.since": tmdbNow(report).since ? `for ${age(tmdbNow(report).since)}` : "",
        "tmdb.budget": !tmdb ? "requests a minute" : tmdb.budgetPerMinute == null ? `${format.noun(tmdb.requestsPerMinute, "request")} a minute, without a limit` : `of ${format.number(tmdb.budgetPerMinute)} requests a minute`,
        "tmdb.cache": format.share(tmdb?.cacheHitShare),
        "ledger.depth": format.number(ledger?.queueDepth),
        "ledger.oldest": age(ledger?.oldestMessage),
        "ledger.poison": format.number(ledger?.poisonDepth),
        "ledger.deferred": reasons.join(", ") || format.none,
        "queue.oldest": age(database?.queue.oldestPending),
        "queue.stale": format.number(database?.queue.stale),
        "queue.arrivals": !database ? format.none : lastMinute(database.queue.arrivals),
        "queue.completions": !database ? format.none : lastMinute(database.queue.completions, database.queue.changes),
        "parts": [
          snapshot ? `Figures from ${format.moment(new Date(snapshot.at))}` : null,
          database ? `bitmagnet schema ${database.schema}` : null,
          ...report.parts.map(part => `${part.part} ${part.isUp ? `${part.milliseconds.toFixed(1)} ms` : "away"}`),
        ].filter(Boolean).join(" · "),
      };
    },
  };
})();
