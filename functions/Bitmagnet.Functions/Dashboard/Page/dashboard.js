"use strict";
// Asks the server every few seconds, and shows what it answers. The key stays in this tab's session storage.
(() => {
  const byId = id => document.getElementById(id);
  const interval = 5000;
  const patience = 10000;
  const state = { data: null, answeredAt: 0, gone: null, drawn: null, range: localStorage.getItem("range") ?? "1h", timer: 0 };

  const { KeyRefused, Refusal } = server;
  const ask = (path, method = "GET") => server.ask(path, method, null, patience);

  async function refresh() {
    clearTimeout(state.timer);
    try {
      state.data = await ask("/dashboard/data");
      state.answeredAt = Date.now();
      state.gone = null;
      show();
      await refreshCharts();
    } catch (error) {
      if (error instanceof KeyRefused) {
        lock(sessionStorage.getItem("key") ? "The server refuses this key." : "");
        return;
      }
      state.gone = error instanceof Refusal ? error.message : "The server does not answer.";
    }
    tick();
    clearTimeout(state.timer); // another refresh may have ended meanwhile
    state.timer = document.hidden ? 0 : setTimeout(refresh, interval);
  }

  // A range is read again when there is a newer snapshot, not each time.
  async function refreshCharts() {
    const wanted = `${state.range} ${state.data.report.snapshot?.at}`;
    if (state.drawn !== wanted) {
      const range = state.range;
      const history = await ask(`/dashboard/history?range=${range}`);
      if (range === state.range) {
        charts.show(history, range);
        state.drawn = history.points ? wanted : null;
      }
    }
  }

  function lock(why) {
    state.data = null;
    views.close();
    byId("pages").hidden = true;
    byId("pause").hidden = true;
    byId("locked").hidden = false;
    byId("refused").textContent = why;
    byId("age").textContent = "";
    setStatus("waiting", "Key needed");
    byId("key").focus();
  }

  function setStatus(status, text) {
    if (byId("status").textContent !== text) {
      byId("status").textContent = text;
    }
    byId("status").dataset.status = status;
    document.title = `${text} · Bitmagnet.Functions`;
  }

  const serverTime = () => new Date(new Date(state.data.report.at).getTime() + Date.now() - state.answeredAt);

  // Each second: how old what is shown is, and whether the server is there.
  function tick() {
    if (!byId("locked").hidden) {
      return;
    }
    const { data, gone, answeredAt } = state;
    const text = !gone ? "" : data
      ? `${gone} What you see is from ${format.clock(new Date(answeredAt))}; the page tries again every ${interval / 1000} seconds.`
      : `${gone} The page tries again every ${interval / 1000} seconds.`;
    byId("gone").hidden = !gone;
    document.body.classList.toggle("alone", Boolean(gone));
    if (byId("gone").textContent !== text) {
      byId("gone").textContent = text; // once: an alert is read aloud
    }
    if (gone) {
      setStatus("gone", "No contact");
    }
    byId("age").textContent = data ? `Updated ${format.span((Date.now() - answeredAt) / 1000)} ago` : "";
  }

  // The walk that a person asked for by POST /api/backfill.
  function walk(asked) {
    if (!asked || asked.state === "none") {
      return "";
    }
    const left = format.seconds(asked.timeLeft);
    return asked.state !== "running" ? `${asked.state}, ${format.number(asked.fed)} fed`
      : `${format.share(asked.share)}${left == null ? "" : `, ${format.span(left)} left`}`;
  }

  // What is not known is not nothing; the most it can be is often enough.
  function lastMinute(figure, most) {
    return figure != null ? `${format.number(figure)} in the last minute`
      : most != null ? `unknown; at most ${format.number(most)} in the last minute`
      : "unknown";
  }

  function values({ report }) {
    const { snapshot } = report;
    const now = serverTime();
    const age = text => text ? format.span(Math.max(0, (now - new Date(text)) / 1000)) : format.none;
    const { database, ledger, feed, tmdb } = snapshot ?? {};
    const jobs = status => database && database.queue.groups.filter(group => group.status === status).reduce((sum, group) => sum + group.jobs, 0);
    const reasons = Object.entries(ledger?.deferredByReason ?? {}).map(([reason, count]) => `${format.word(reason)} ${format.number(count)}`);
    const left = format.seconds(feed?.backfillTimeLeft);
    return {
      "index.share": format.share(database?.index.share),
      "index.attached": format.number(database?.index.attached),
      "index.eligible": format.number(database?.index.eligible),
      "index.estimate": database?.index.isEstimate ? " (estimate)" : "",
      "feed.share": format.share(feed?.backfillShare),
      "feed.left": feed?.backfillEndedAt || left == null ? "" : `${format.span(left)} left`,
      "feed.note": !feed ? "Waits for the first snapshot"
        : feed.pausedSince ? `Paused for ${age(feed.pausedSince)}`
        : feed.backfillEndedAt ? `All old torrents are queued; done ${age(feed.backfillEndedAt)} ago`
        : left == null ? "Walks through the old torrents; the time left is not known yet"
        : `Walks through the old torrents; done at about ${format.moment(new Date(now.getTime() + left * 1000))}`,
      "feed.walk": walk(feed?.requested),
      "feed.newest": feed?.newest ? format.moment(new Date(feed.newest)) : format.none,
      "ledger.attached": format.number(ledger?.torrentsAttached),
      "ledger.unmatched": format.number(ledger?.torrentsUnmatched),
      "instances": format.number(snapshot?.instances),
      "tmdb.status": tmdb ? format.word(tmdb.status) : format.none,
      "tmdb.since": tmdb && tmdb.status !== "available" ? `for ${age(tmdb.since)}` : "",
      "tmdb.rate": format.number(tmdb?.requestsPerMinute),
      "tmdb.budget": !tmdb ? "requests a minute" : tmdb.budgetPerMinute == null ? "requests a minute, without a limit" : `of ${format.number(tmdb.budgetPerMinute)} requests a minute`,
      "tmdb.cache": format.share(tmdb?.cacheHitShare),
      "ledger.pending": format.number(ledger?.pending),
      "ledger.processed": format.number(ledger?.processed),
      "ledger.retry": format.number(ledger?.retry),
      "ledger.failed": format.number(ledger?.failed),
      "ledger.depth": format.number(ledger?.queueDepth),
      "ledger.oldest": age(ledger?.oldestMessage),
      "ledger.poison": format.number(ledger?.poisonDepth),
      "ledger.deferred": reasons.join(", ") || format.none,
      "queue.pending": format.number(jobs("pending")),
      "queue.processed": format.number(jobs("processed")),
      "queue.retry": format.number(jobs("retry")),
      "queue.failed": format.number(jobs("failed")),
      "queue.oldest": age(database?.queue.oldestPending),
      "queue.stale": format.number(database?.queue.stale),
      "queue.arrivals": !database ? format.none : lastMinute(database.queue.arrivals),
      "queue.completions": !database ? format.none : lastMinute(database.queue.completions, database.queue.changes),
      "footer": [
        snapshot ? `Figures of ${format.moment(new Date(snapshot.at))}` : null,
        database ? `bitmagnet schema ${database.schema}` : null,
        ...report.parts.map(part => `${part.part} ${part.isUp ? `${part.milliseconds.toFixed(1)} ms` : "away"}`),
      ].filter(Boolean).join(" · "),
    };
  }

  function show() {
    const { report, failures, sweeps } = state.data;
    const { snapshot, findings } = report;
    const now = serverTime();
    byId("locked").hidden = true;
    byId("pages").hidden = false;
    views.open();
    setStatus(report.status, format.word(report.status));

    const shown = values(state.data);
    for (const element of document.querySelectorAll("[data-value]")) {
      element.textContent = shown[element.dataset.value];
    }
    const progress = {
      "index.share": snapshot?.database?.index.share,
      "feed.share": snapshot?.feed.backfillShare,
      "tmdb.load": snapshot?.tmdb.budgetPerMinute ? Math.min(1, (snapshot.tmdb.requestsPerMinute ?? 0) / snapshot.tmdb.budgetPerMinute) : 0,
    };
    for (const element of document.querySelectorAll("progress")) {
      element.value = progress[element.dataset.progress] ?? 0;
    }
    byId("walk").hidden = !shown["feed.walk"];
    byId("tmdb").dataset.status = snapshot?.tmdb.status ?? "";

    // What is true of the whole page stands above it; all else is in the list.
    const isAge = finding => finding.code === "snapshot_old" || finding.code === "snapshot_missing";
    const old = findings.find(isAge);
    byId("old").hidden = !old;
    byId("old").textContent = old ? `${old.problem} ${old.remedy}` : "";
    lists.findings(findings.filter(finding => !isAge(finding)), findings.length === 0, now);
    lists.failures(failures, now, replay);
    lists.sweeps(sweeps, now);

    const isPaused = findings.some(finding => finding.code === "paused");
    byId("pause").hidden = false;
    byId("pause").dataset.order = isPaused ? "resume" : "pause";
    byId("pause-word").textContent = isPaused ? "Resume" : "Pause";
  }

  function announce(text) {
    byId("announce").textContent = text;
  }

  async function act(button, path, done, say) {
    if (button.getAttribute("aria-disabled") === "true") {
      return;
    }
    button.setAttribute("aria-disabled", "true");
    try {
      done(await ask(path, "POST"));
      await refresh();
    } catch (error) {
      if (error instanceof KeyRefused) {
        lock("The server refuses this key.");
      } else {
        say(error instanceof Refusal ? error.message : "The server does not answer; whether it was done shows once it does.");
      }
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  function replay(id, button, where) {
    return act(button, `/jobs/${encodeURIComponent(id)}/replay`, () => announce(`Job ${id} runs again.`), text => { where.textContent = text; });
  }

  function begin() {
    charts.build();
    byId("theme").setAttribute("aria-pressed", String(theme.isDark));
    byId("theme").addEventListener("click", () => {
      theme.toggle();
      byId("theme").setAttribute("aria-pressed", String(theme.isDark));
      charts.repaint();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      byId("theme").setAttribute("aria-pressed", String(theme.isDark));
      charts.repaint();
    });
    for (const radio of document.querySelectorAll("input[name=range]")) {
      radio.checked = radio.value === state.range;
      radio.addEventListener("change", () => {
        state.range = radio.value;
        localStorage.setItem("range", state.range);
        refresh();
      });
    }
    byId("pause").addEventListener("click", event => act(event.currentTarget, `/enrichment/${event.currentTarget.dataset.order}`,
      answer => announce(answer.paused ? "Enrichment is paused." : "Enrichment goes on."), announce));
    byId("locked").addEventListener("submit", event => {
      event.preventDefault();
      sessionStorage.setItem("key", byId("key").value.trim());
      byId("key").value = "";
      refresh();
    });
    document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(state.timer) : refresh());
    document.addEventListener("locked", () => lock("The server refuses this key."));
    addEventListener("online", refresh);
    setInterval(tick, 1000);

    // A key in the address, as Azure's portal writes it, is taken over and taken out of the address.
    const address = new URL(location.href);
    if (address.searchParams.has("code")) {
      sessionStorage.setItem("key", address.searchParams.get("code"));
      address.searchParams.delete("code");
      history.replaceState(null, "", address);
    }
    const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
    if (isLoopback || sessionStorage.getItem("key")) {
      refresh();
    } else {
      lock("");
    }
  }

  begin();
})();
