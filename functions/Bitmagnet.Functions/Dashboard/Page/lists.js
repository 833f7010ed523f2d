"use strict";
// Findings, failures and sweeps. Lists are changed in place, so that a focused button stays where it is.
const lists = (() => {
  const byId = id => document.getElementById(id);
  const drawn = {};

  // Only where something changed: what is being read or selected stays.
  function once(id, value, build) {
    const text = JSON.stringify(value);
    if (drawn[id] !== text) {
      drawn[id] = text;
      byId(id).replaceChildren(...build());
    }
  }

  function finding(found, data) {
    const buttons = remedies.of(found, data);
    return make("li", { className: `finding ${found.severity}`, "data-code": found.code },
      make("p", { className: "problem" }, found.problem),
      make("p", { className: "remedy" }, found.remedy),
      make("p", { className: "since" }, make("code", {}, found.code), make("span", {})),
      buttons.length ? make("div", { className: "buttons" }, ...buttons) : null);
  }

  const sinceText = (found, now) => found.since ? ` · since ${format.moment(new Date(found.since))}, for ${format.span(Math.max(0, (now - new Date(found.since)) / 1000))}` : "";

  function failure(job, replay) {
    const state = make("p", { className: "state", role: "status" });
    const item = make("li", { "data-id": job.id },
      make("div", { className: "what" },
        make("p", { className: "head" }, make("span", { className: "tag bad" }, format.word(job.reason ?? "failed")), make("span", { className: "when" })),
        make("p", { className: "error" }, job.error ?? "No error was recorded."),
        make("p", { className: "note" }, `${format.count(job.torrents, "torrent")} · ${job.attempts === null ? "attempts unknown" : format.count(job.attempts, "attempt")} · `, make("code", {}, job.id)),
        state));
    if (job.torrents > 0) {
      const button = make("button", { type: "button", className: "replay", "aria-label": `Replay job ${job.id}` }, "Replay");
      button.addEventListener("click", () => replay(job.id, button, state));
      item.append(button);
    } else {
      item.append(make("p", { className: "note" }, "No job to replay"));
    }
    return item;
  }

  function sweep(run, now) {
    const cells = [run.seen, run.changed, run.conflicts].map(value => make("td", {}, format.number(value)));
    const [state, look] = run.failure ? ["failed", "bad"] : run.isDryRun ? ["dry run", ""] : run.isComplete ? ["complete", "good"] : ["goes on", "warn"];
    const row = make("tr", {},
      make("th", { scope: "row" }, ago(run.startedAt, now), run.failure || run.isDryRun ? make("span", { className: `tag narrow ${look}` }, state) : null),
      ...cells,
      make("td", { className: "spare" }, format.number(run.shownTwice)),
      make("td", { className: "spare" }, `${run.seconds.toFixed(1)} s`),
      make("td", { className: "spare" }, make("span", { className: `tag ${look}` }, state)));
    return run.failure ? [row, make("tr", { className: "why" }, make("td", { colSpan: 7 }, run.failure))] : [row];
  }

  // An empty list says why it is empty.
  function hold(listId, noneId, items, nothing) {
    const isEmpty = !items?.length;
    byId(listId).hidden = isEmpty;
    byId(noneId).hidden = !isEmpty;
    byId(noneId).textContent = items ? nothing : "They could not be read: the storage did not answer in time.";
  }

  return {
    findings(found, nothing, data, now) {
      const shown = nothing ? [{ code: "none", severity: "healthy none", problem: nothing }] : found;
      const list = byId("findings");
      const hadFocus = list.contains(document.activeElement);
      const items = new Map([...list.children].map(item => [item.dataset.key, item]));
      shown.forEach((one, index) => {
        const key = JSON.stringify([one.code, one.severity, one.problem, one.remedy, remedies.key(one, data)]);
        const item = items.get(key) ?? (nothing ? make("li", { className: `finding ${one.severity}` }, make("p", { className: "problem" }, one.problem)) : finding(one, data));
        items.delete(key);
        item.dataset.key = key;
        item.querySelector(".since span")?.replaceChildren(sinceText(one, now));
        if (list.children[index] !== item) {
          list.insertBefore(item, list.children[index] ?? null);
        }
      });
      items.forEach(item => item.remove());
      if (hadFocus && !list.contains(document.activeElement)) {
        byId("findings-title").focus();
      }
    },
    failures(jobs, now, replay) {
      hold("failures", "failures-none", jobs, "No failed jobs.");
      const list = byId("failures");
      const hadFocus = list.contains(document.activeElement);
      const items = new Map([...list.children].map(item => [item.dataset.id, item]));
      (jobs ?? []).forEach((job, index) => {
        const item = items.get(job.id) ?? failure(job, replay);
        items.delete(job.id);
        item.querySelector(".when").replaceChildren(ago(job.updatedAt, now));
        if (list.children[index] !== item) {
          list.insertBefore(item, list.children[index] ?? null);
        }
      });
      items.forEach(item => item.remove());
      if (hadFocus && !list.contains(document.activeElement)) {
        (list.querySelector(".replay") ?? byId("failures-title")).focus();
      }
    },
    sweeps(runs, now) {
      hold("sweeps-box", "sweeps-none", runs, "No sweep has run yet. It runs every few minutes.");
      once("sweeps", [runs, Math.floor(now / 60000)], () => (runs ?? []).flatMap(run => sweep(run, now)));
    },
  };
})();
