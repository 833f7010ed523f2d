"use strict";
// The torrents without a title, and the story of one.
(() => {
  const { heading, card, facts, field, select, action } = views;
  const types = [["movie", "Movie"], ["tv_show", "TV show"], ["xxx", "Adult"]];
  const typeName = type => types.find(([key]) => key === type)?.[1] ?? type ?? "No type";
  const link = (path, text) => make("a", { href: `#${path}` }, text);
  const when = text => format.moment(new Date(text));
  const sentence = text => text ? text.charAt(0).toUpperCase() + text.slice(1) : text;

  const steps = list => list?.length ? make("details", {}, make("summary", {}, "What was looked up"), make("ol", { className: "steps" }, ...list.map(step => make("li", {}, step)))) : null;

  function item(torrent) {
    return make("li", { "data-hash": torrent.infoHash },
      make("p", { className: "name" }, link(`/torrents/${torrent.infoHash}`, torrent.name)),
      make("p", {}, sentence(torrent.reason)),
      make("p", { className: "note" }, `${typeName(torrent.type)} · changed ${when(torrent.updatedAt)}`),
      steps(torrent.steps));
  }

  function filters(search) {
    const type = select([["", "Any type"], ...types], search.get("type"));
    const text = make("input", { type: "search", value: search.get("text") ?? "", maxLength: 200 });
    const form = make("form", { className: "filters" }, field("Type", type), field("Words of the name", text), make("button", { type: "submit" }, "Show"));
    form.addEventListener("submit", event => {
      event.preventDefault();
      views.go("/torrents", { type: type.value, text: text.value.trim() });
    });
    return form;
  }

  views.add(/^\/torrents$/, async (_, search) => {
    const query = new URLSearchParams({ outcome: "unmatched", ...Object.fromEntries(search) });
    const list = make("ul", { className: "card rows" });
    const more = make("div", { className: "more" });
    let continuation = null;

    // A page may be empty and yet have a next one: what is looked at at a time is bounded.
    async function load() {
      do {
        if (continuation) {
          query.set("continuation", continuation);
        }
        const page = await server.ask(`/torrents?${query}`);
        list.append(...page.torrents.map(item));
        continuation = page.continuation;
      } while (continuation && list.children.length === 0);
      more.replaceChildren(...(continuation ? [action("Show more", load, { stay: true })] : []));
      list.hidden = list.children.length === 0;
    }

    await load();
    const body = { contentTypes: search.get("type") ? [search.get("type")] : null, text: search.get("text") || null };
    const again = action("Look these up again", async () => {
      await server.ask("/backfill", "POST", body);
      return "A backfill of these torrents has started. The Backfill page shows its progress.";
    }, { question: "Start a backfill of all torrents without a title that this filter finds?", word: "Start backfill" });
    return [
      heading("Torrents without a title", again), filters(search), list,
      ...(list.hidden ? [make("p", { className: "card empty" }, "No torrent matches.")] : []), more,
    ];
  });

  function reading(told) {
    const numbers = list => list?.length ? list.join(", ") : null;
    const title = one => one.title ? `${one.kind === "tv" ? "TV show" : sentence(one.kind)} “${one.title}”${one.year ? `, ${one.year}` : ""}` : "No title can be read from it";
    return card("How the name is read",
      facts([
        ["Read as", title(told)],
        ["Or as", told.alternatives.map(title).join("; ")],
        ["Seasons", numbers(told.seasons)],
        ["Air date", told.date],
        ["Languages", numbers(told.languages)],
        ["Matches", told.match ? `“${told.match.title}” (${typeName(told.match.type)} ${told.match.source}/${told.match.id}), score ${told.match.score.toFixed(2)}` : null],
        ["Decision", sentence(told.why)],
      ]),
      steps(told.steps));
  }

  const write = (story, method, path = "/match", body = null) => server.ask(`/torrents/${story.infoHash}${path}`, method, body);

  async function attach(story, type, tmdbId) {
    const answer = await write(story, "PUT", "/match", { type, tmdbId });
    return `“${answer.content.title}” is attached, and bitmagnet keeps to it.`;
  }

  function title(story) {
    const { content, correction } = story;
    const site = content?.source === "tmdb" ? `https://www.themoviedb.org/${content.type === "tv_show" ? "tv" : "movie"}/${content.id}` : null;
    const buttons = make("div", { className: "buttons" },
      content ? action("Wrong title", async () => {
        await write(story, "DELETE");
        return `“${content.title}” is taken off and will not come back. Undo brings it back.`;
      }) : null,
      content ? null : action("Look up now", async () => {
        const { outcome, reason } = (await server.ask("/torrents/enrich", "POST", { infoHashes: [story.infoHash], force: true })).torrents[0];
        return `${format.word(outcome)}${reason ? `: ${reason}` : ""}.`;
      }, { className: "primary" }),
      correction?.canUndo ? action("Undo the last correction", async () => {
        await write(story, "POST", "/match/undo");
        return "The last correction is undone.";
      }) : null);
    return card("Title",
      content
        ? make("p", { className: "big" }, content.title, content.releaseYear ? ` (${content.releaseYear})` : "", " ", site ? make("a", { href: site, rel: "noopener noreferrer", target: "_blank" }, "on TMDB") : null)
        : make("p", { className: "big" }, "None yet"),
      facts([
        ["Attached by a person", correction?.chosen ? `${correction.chosen.source}/${correction.chosen.id}` : null],
        ["Taken off", correction?.rejected.map(one => `${typeName(one.type)} ${one.source}/${one.id}`).join(", ")],
        ["Hint for bitmagnet", story.hint ? [story.hint.type, story.hint.source, story.hint.id].filter(Boolean).join(" / ") : null],
      ]),
      buttons);
  }

  function search(story) {
    const told = story.explanation;
    const type = select(types, told.kind === "tv" || story.torrentContents[0]?.content_type === "tv_show" ? "tv_show" : "movie");
    const words = make("input", { type: "search", value: told.title ?? "", maxLength: 200, required: true });
    const year = make("input", { type: "number", min: 1850, max: 2200, value: told.year ?? "" });
    const id = make("input", { type: "number", min: 1, max: 2147483647 });
    const results = make("ul", { className: "results" });
    const form = make("form", { className: "filters" },
      field("Type", type), field("Title", words), field("Year, if known", year), make("button", { type: "submit", className: "primary" }, "Search TMDB"));
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const query = new URLSearchParams({ type: type.value, query: words.value.trim(), ...(year.value ? { year: year.value } : {}) });
      try {
        const found = (await server.ask(`/tmdb/search?${query}`)).titles;
        results.replaceChildren(...found.map(one => make("li", {},
          make("p", {}, make("strong", {}, one.title), one.year ? ` (${one.year})` : "", one.originalTitle ? ` · ${one.originalTitle}` : "", make("span", { className: "note" }, ` · ${one.type === "tv_show" ? "TV show" : "movie"} ${one.tmdbId}`)),
          action("Attach", () => attach(story, type.value, one.tmdbId), { label: `Attach ${one.title}${one.year ? ` (${one.year})` : ""}` }))));
        views.say(found.length ? "" : `TMDB has no ${type.value === "tv_show" ? "TV show" : "movie"} "${words.value.trim()}"${year.value ? ` of ${year.value}` : ""}.`, true);
      } catch (error) {
        views.say(error instanceof server.Refusal ? error.message : "The server does not answer.", true);
      }
    });
    const byId = make("div", { className: "filters" }, field("Or by TMDB id", id), action("Attach", () => attach(story, type.value, Number(id.value)), { label: "Attach by id" }));
    return card("Attach a title", form, results, byId);
  }

  function jobs(story) {
    return card("Jobs",
      story.jobs.length
        ? make("ul", { className: "plain" }, ...story.jobs.map(job => make("li", {},
          make("span", { className: `tag ${job.status === "failed" ? "bad" : job.status === "retry" ? "warn" : ""}` }, format.word(job.status === "retry" ? "deferred" : job.status)), " ",
          make("a", { href: `#/jobs/${job.id}` }, job.id), job.error ? ` · ${job.error}` : "")))
        : make("p", { className: "note" }, "None."),
      story.allJobsSeen ? null : make("p", { className: "note" }, "Not all jobs were searched: there are too many."));
  }

  const text = value => value === null ? "–" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const columns = row => facts(Object.entries(row).map(([name, value]) => [name, text(value)]));

  views.add(/^\/torrents\/([0-9a-f]{40})$/i, async hash => {
    const story = await server.ask(`/torrents/${hash}`);
    return [
      heading(story.name, make("code", {}, story.infoHash)),
      make("p", { className: `card next ${story.next.who === "person" ? "warn" : ""}` },
        make("strong", {}, "Next: "), story.next.text, story.next.at ? ` At ${when(story.next.at)}.` : ""),
      title(story), search(story), reading(story.explanation), jobs(story),
      card("What bitmagnet has", make("details", {}, make("summary", {}, "Row of torrents"), columns(story.torrent)),
        ...story.torrentContents.map((row, index) => make("details", {}, make("summary", {}, `Row ${index + 1} of torrent_contents`), columns(row)))),
    ];
  });
})();
