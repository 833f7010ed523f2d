"use strict";
// The sweep of bitmagnet's queue: what it would do, what it did, and the button that runs it.
const sweeping = (() => {
  const { heading, card, action } = views;
  const longest = 600000; // a run has a time budget of its own, which is shorter
  const names = {
    leave: "left alone", repair: "repaired", release: "released", removeTwin: "twin removed", offload: "offloaded", purge: "deleted", unreadable: "unreadable",
  };
  const causes = { tmdb: "TMDB", other: "other" };

  const run = isDry => server.ask(`/sweep?dryRun=${isDry}`, "POST", null, longest);
  const changing = found => found.groups.filter(group => group.verdict !== "leave" && group.verdict !== "unreadable");
  const counts = groups => Object.entries(Object.groupBy(groups, group => group.verdict)).map(([verdict, of]) => `${format.number(of.reduce((sum, group) => sum + group.rows, 0))} ${names[verdict]}`).join(", ");
  const also = found => [
    found.shownTwice ? `${format.count(found.shownTwice, "torrent")} shown twice` : null, found.orphans ? `${format.count(found.orphans, "torrent")} without row and job` : null,
  ].filter(Boolean).join(", ");

  function outcome(found) {
    const more = also(found);
    return `${found.isDryRun ? "Dry run" : "Sweep"}: ${format.count(found.seen, "job")} seen, ${found.isDryRun ? `${format.number(found.decided)} to change` : `${format.number(found.changed)} changed`}`
      + `${found.conflicts ? `, ${format.number(found.conflicts)} refused` : ""}${more ? `; ${more}` : ""}${found.isComplete ? "." : "; the next run goes on from here."}`;
  }

  function verdicts(found) {
    return make("div", { className: "scroll", tabIndex: 0, role: "group", "aria-label": "What came of each kind of job" }, make("table", { className: "verdicts" },
      make("thead", {}, make("tr", {}, ...["Queue", "Status", "Cause", "Verdict", "Jobs", "Examples"].map(name => make("th", { scope: "col" }, name)))),
      make("tbody", {}, ...found.groups.map(group => make("tr", {},
        make("td", {}, group.queue), make("td", {}, group.status), make("td", {}, causes[group.cause] ?? group.cause), make("td", {}, names[group.verdict] ?? group.verdict),
        make("td", {}, format.number(group.rows)),
        make("td", { className: "samples" }, ...group.samples.slice(0, 3).map(sample => make("p", {}, make("code", {}, sample.id), sample.unreadable ? ` ${sample.unreadable}` : "", sample.error ? ` ${sample.error}` : ""))))))));
  }

  // First what it would do, then a question, then the deed.
  function button(text = "Sweep now", properties = {}) {
    return action(text, async () => {
      const dry = await run(true);
      const groups = changing(dry);
      if (dry.decided === 0 && !also(dry)) {
        return `The sweep has nothing to do: ${format.count(dry.seen, "job")} seen, none to change.`;
      }
      const question = `${outcome(dry)}${groups.length ? ` ${counts(groups)}.` : ""} Run the sweep?`;
      return await views.confirmed(question, "Run the sweep", "Not now") ? outcome(await run(false)) : "";
    }, properties);
  }

  function item(found) {
    const [state, look] = found.failure ? ["failed", "bad"] : found.isDryRun ? ["dry run", ""] : found.isComplete ? ["complete", "good"] : ["goes on", "warn"];
    const isOwn = found.part === "ownStorage";
    return make("li", {},
      make("p", {}, make("span", { className: `tag ${look}` }, state), " ", format.moment(new Date(found.startedAt)), isOwn ? " · own storage" : " · bitmagnet’s queue", ` · took ${found.seconds.toFixed(1)} s`),
      make("p", { className: "note" }, isOwn
        ? `${format.count(found.changed, "lost job")} sent again, ${format.count(found.expired, "expired row")} removed`
        : outcome(found)),
      found.failure ? make("p", { className: "error" }, found.failure) : null,
      found.finding ? make("p", {}, found.finding) : null,
      found.groups.length ? make("details", {}, make("summary", {}, "By cause and verdict"), verdicts(found)) : null);
  }

  views.add(/^\/(sweep)$/, async () => {
    const result = make("div", { hidden: true });
    const look = action("Dry run", async () => {
      const dry = await run(true);
      result.hidden = false;
      result.replaceChildren(card("Dry run: nothing was changed", make("p", {}, outcome(dry)), dry.groups.length ? verdicts(dry) : null));
      return "The dry run is done.";
    }, { stay: true });
    const runs = await server.ask("/sweep");
    return [
      heading("Sweep", make("div", { className: "buttons" }, look, button("Sweep now", { className: "primary" }))),
      make("p", { className: "note" }, "The sweep releases, offloads and repairs bitmagnet’s jobs that are stuck. It runs by itself every few minutes."),
      result,
      runs.length ? make("ul", { className: "card rows" }, ...runs.map(item)) : make("p", { className: "card empty" }, "No sweep has run yet."),
    ];
  });

  return { button };
})();
