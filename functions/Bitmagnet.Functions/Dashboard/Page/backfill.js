"use strict";
// A backfill that a person asks for: started, followed and cancelled.
(() => {
  const { heading, card, facts, field, select, action } = views;
  const types = [["movie", "Movies"], ["tv_show", "TV shows"], ["xxx", "Adult"]];
  const when = text => text ? format.moment(new Date(text)) : null;

  function state(found) {
    return {
      running: `${format.share(found.share)} done, ${format.count(found.fed, "torrent")} queued`,
      ended: `Done: ${format.count(found.fed, "torrent")} queued`,
      cancelled: `Cancelled after ${format.count(found.fed, "torrent")}`,
    }[found.state];
  }

  function left(found) {
    const isHeld = views.report() && figures.held(views.report());
    const seconds = found.state !== "running" || isHeld ? null : format.seconds(found.timeLeft);
    return found.state === "running" && isHeld ? "Waiting: see the findings on the overview." : seconds == null ? "" : `About ${format.span(seconds)} left`;
  }

  function shown(found) {
    const text = make("p", { className: "big", id: "backfill-state" }, state(found));
    const bar = make("progress", { max: 1, value: found.share, "aria-label": "Progress of the backfill", hidden: found.state !== "running" });
    const note = make("p", { className: "note" }, left(found));
    views.live(found.state === "running" ? async () => {
      const now = await server.ask("/backfill");
      if (now.state !== "running") {
        await views.render(false);
        return;
      }
      text.textContent = state(now);
      bar.value = now.share;
      note.textContent = left(now);
    } : null);
    return card("Requested backfill", text, bar, note,
      facts([
        ["First seen from", when(found.since)], ["First seen before", when(found.until)],
        ["Types", found.contentTypes?.map(type => types.find(([key]) => key === type)?.[1] ?? type).join(", ") ?? "All"],
        ["Words of the name", found.text], ["Torrents that have a title", found.rematch ? "looked up again" : null],
        ["Requested", when(found.startedAt)], ["Ended", when(found.endedAt)],
      ]),
      found.state === "running" ? make("div", { className: "buttons" }, action("Cancel the backfill", async () => {
        const { changed, backfill } = await server.ask("/backfill", "DELETE");
        return changed ? `The backfill is cancelled after ${format.count(backfill.fed, "torrent")}; what is queued still runs.` : "The backfill had ended already.";
      }, { className: "danger", question: "Cancel the backfill? What is queued still runs; a new backfill starts from the beginning.", word: "Cancel the backfill" })) : null);
  }

  function starter() {
    const since = make("input", { type: "date" });
    const until = make("input", { type: "date" });
    const type = select([["", "All types"], ...types], "");
    const words = make("input", { type: "search", maxLength: 200 });
    const rematch = make("input", { type: "checkbox" });
    const start = action("Start backfill", async () => {
      await server.ask("/backfill", "POST", {
        since: since.value || null, until: until.value || null, contentTypes: type.value ? [type.value] : null, text: words.value.trim() || null, rematch: rematch.checked,
      });
      return "The backfill has started.";
    }, { className: "primary" });
    return card("Start a backfill",
      make("p", { className: "note" }, "Queues old torrents without a title again, behind new ones. Leave everything empty for all of them."),
      make("div", { className: "filters" }, field("First seen from", since), field("First seen before", until), field("Type", type), field("Words of the name", words)),
      make("label", { className: "check" }, rematch, make("span", {}, "Also those that have a title: look them up anew")),
      make("div", { className: "buttons" }, start));
  }

  views.add(/^\/(backfill)$/, async () => {
    const found = await server.ask("/backfill");
    return [heading("Backfill"), ...(found.state === "none" ? [] : [shown(found)]), ...(found.state === "running" ? [] : [starter()])];
  });
})();
