"use strict";
// Asks the server every few seconds, and shows what it answers. The key stays in this tab's session storage.
(() => {
  const byId = id => document.getElementById(id);
  const interval = 5000;
  const patience = 30000; // an answer takes three seconds at most, unless the machine is very busy
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
      await Promise.all([refreshCharts(), views.answered(state.data.report)]);
    } catch (error) {
      if (error instanceof KeyRefused) {
        lock(sessionStorage.getItem("key") ? "The server refuses this key." : "", error.message);
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

  function lock(why, detail = "") {
    state.data = null;
    byId("about").hidden = true;
    views.close();
    byId("pages").hidden = true;
    byId("pause").hidden = true;
    byId("locked").hidden = false;
    byId("refused").textContent = why;
    byId("where").textContent = detail;
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
    byId("age").textContent = !data ? "" : data.report.snapshot ? `Updated ${format.span(Math.max(0, (serverTime() - new Date(data.report.snapshot.at)) / 1000))} ago` : "No figures yet";
  }

  function show() {
    const { report, failures, sweeps } = state.data;
    const { findings } = report;
    const now = serverTime();
    byId("locked").hidden = true;
    byId("pages").hidden = false;
    views.open();
    setStatus(report.status, format.word(report.status));

    const shown = figures.text(state.data, now);
    for (const element of document.querySelectorAll("[data-value]")) {
      element.textContent = shown[element.dataset.value];
    }
    charts.now(figures.numbers(state.data));
    const progress = figures.progress(state.data);
    for (const element of document.querySelectorAll("[data-progress]")) {
      element.value = progress[element.dataset.progress] ?? 0;
    }
    byId("work").hidden = !shown.work;
    byId("walk").hidden = !shown["feed.walk"];
    byId("tmdb").dataset.status = figures.tmdbNow(report).status ?? "";

    // What is true of the whole page stands above it; all else is in the list.
    const isAge = finding => finding.code === "snapshot_old" || finding.code === "snapshot_missing";
    const old = findings.find(isAge);
    byId("old").hidden = !old;
    byId("old").textContent = old ? `${old.problem} ${old.remedy}` : "";
    const nothing = findings.length > 0 ? "" : report.status === "starting" ? "Starting: the first figures are being taken." : "Nothing to do: everything works.";
    lists.findings(findings.filter(finding => !isAge(finding)), nothing, state.data, now);
    lists.failures(failures, now, replay);
    lists.sweeps(sweeps, now);

    const isPaused = findings.some(finding => finding.code === "paused");
    byId("pause").hidden = false;
    byId("pause").dataset.order = isPaused ? "resume" : "pause";
    byId("pause-word").textContent = isPaused ? "Resume" : "Pause";
    showBuild(state.data.about);
  }

  function showBuild({ version, source }) {
    byId("version").textContent = version;
    byId("about").hidden = false;
    byId("sources").hidden = !source;
    byId("source").href = source ?? "";
    byId("documents").href = source ? `${source}/tree/HEAD/docs` : "";
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
    return act(button, `/jobs/${encodeURIComponent(id)}/replay`, () => announce(`Job ${id} is queued again.`), text => { where.textContent = text; });
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
      answer => announce(answer.paused ? "Enrichment is paused." : "Enrichment is running."), announce));
    byId("locked").addEventListener("submit", event => {
      event.preventDefault();
      sessionStorage.setItem("key", byId("key").value.trim());
      byId("key").value = "";
      refresh();
    });
    document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(state.timer) : refresh());
    document.addEventListener("changed", refresh);
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
