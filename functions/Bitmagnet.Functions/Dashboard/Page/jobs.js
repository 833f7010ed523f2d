"use strict";
// The jobs of the ledger, and one of them.
(() => {
  const { heading, card, facts, field, select, action, each } = views;
  const statuses = [["", "Any status"], ["pending", "Pending"], ["retry", "Deferred"], ["failed", "Failed"], ["processed", "Processed"]];
  const statusName = status => statuses.find(([key]) => key === status)?.[1] ?? status;
  const look = status => ({ failed: "bad", retry: "warn", processed: "good" })[status] ?? "";
  const tag = status => make("span", { className: `tag ${look(status)}` }, statusName(status));
  const when = text => text ? format.moment(new Date(text)) : null;

  function item(job) {
    return make("li", { "data-id": job.id },
      make("p", { className: "name" }, tag(job.status), " ", make("a", { href: `#/jobs/${job.id}` }, job.id)),
      make("p", {}, job.error ?? (job.reason ? format.word(job.reason) : "")),
      make("p", { className: "note" }, [
        format.count(job.torrents, "torrent"), job.attempts === null ? "attempts unknown" : format.count(job.attempts, "attempt"),
        job.deferrals ? format.count(job.deferrals, "deferral") : null, job.reason ? `reason ${job.reason}` : null,
        job.runAfter ? `due ${when(job.runAfter)}` : null, `changed ${when(job.updatedAt)}`].filter(Boolean).join(" · ")));
  }

  function filters(search) {
    const status = select(statuses, search.get("status"));
    const reason = make("input", { type: "search", value: search.get("reason") ?? "", maxLength: 100 });
    const form = make("form", { className: "filters" }, field("Status", status), field("Reason code", reason), make("button", { type: "submit" }, "Show"));
    form.addEventListener("submit", event => {
      event.preventDefault();
      views.go("/jobs", { status: status.value, reason: reason.value.trim() });
    });
    const wanted = make("input", { type: "search", maxLength: 64, required: true });
    const find = make("form", { className: "filters" }, field("Job id or info hash", wanted), make("button", { type: "submit" }, "Find"));
    find.addEventListener("submit", event => {
      event.preventDefault();
      const text = wanted.value.trim();
      views.go(/^[0-9a-f]{40}$/i.test(text) ? `/torrents/${text.toLowerCase()}` : `/jobs/${encodeURIComponent(text)}`);
    });
    return make("div", { className: "toolbar" }, form, find);
  }

  function bulk(search) {
    const [status, reason] = [search.get("status"), search.get("reason")];
    if (!["failed", "retry"].includes(status)) {
      return [];
    }
    const what = `all ${statusName(status).toLowerCase()} jobs${reason ? ` with the reason ${reason}` : ""}`;
    const remove = action(`Delete ${what}`, async () => {
      let [deleted, kept] = [0, 0];
      await each("/jobs", "DELETE", { status, ...(reason ? { reason } : {}), limit: 200 }, done => { deleted += done.deleted; kept += done.notDeleted; });
      return `${format.count(deleted, "job")} deleted${kept ? `; ${format.count(kept, "was kept, since somebody else moved it", "were kept, since somebody else moved them")}` : ""}.`;
    }, { className: "danger", question: `Delete ${what}? This cannot be undone.`, word: "Delete" });
    const replay = action(`Replay ${what}`, async () => {
      let [replayed, kept] = [0, 0];
      await each("/jobs/replay", "POST", { status, ...(reason ? { reason } : {}), limit: 200 }, done => { replayed += done.replayed; kept += done.notReplayed; });
      return `${format.count(replayed, "job")} replayed${kept ? `; ${kept} had nothing to replay` : ""}.`;
    }, { question: `Replay ${what}?`, word: "Replay" });
    return [make("div", { className: "buttons" }, replay, remove)];
  }

  views.add(/^\/(jobs)$/, async (_, search) => {
    const list = make("ul", { className: "card rows" });
    const more = make("div", { className: "more" });
    let continuation = null;

    async function load() {
      do {
        const query = new URLSearchParams({ ...Object.fromEntries(search), limit: 50, ...(continuation ? { continuation } : {}) });
        const page = await server.ask(`/jobs?${query}`);
        list.append(...page.jobs.map(item));
        continuation = page.continuation;
      } while (continuation && list.children.length === 0);
      more.replaceChildren(...(continuation ? [action("Show more", load, { stay: true })] : []));
      list.hidden = list.children.length === 0;
    }

    await load();
    return [heading("Jobs"), filters(search), ...bulk(search), list, ...(list.hidden ? [make("p", { className: "card empty" }, "No job matches.")] : []), more];
  });

  function torrent(one) {
    return make("li", {}, one.name === null ? make("code", {}, one.infoHash) : make("a", { href: `#/torrents/${one.infoHash}` }, one.name), " ",
      make("span", { className: "note" }, one.name === null ? "not in bitmagnet"
        : one.content ? `“${one.content.title}”${one.content.releaseYear ? ` (${one.content.releaseYear})` : ""}` : "no title yet"));
  }

  views.add(/^\/jobs\/([A-Za-z0-9-]{1,64})$/, async id => {
    const job = await server.ask(`/jobs/${id}`);
    let torrents;
    try {
      torrents = (await server.ask(`/jobs/${id}/torrents`)).torrents;
    } catch (error) {
      if (!(error instanceof server.Refusal)) {
        throw error;
      }
      torrents = error.message; // the database may be away, and the job is still to be seen
    }
    const canReplay = ["failed", "retry"].includes(job.status) && job.infoHashes.length > 0;
    const canDelete = job.status !== "pending";
    return [
      heading("Job", make("code", {}, job.id)),
      card("State", facts([
        ["Status", tag(job.status)], ["Reason", job.reason], ["Error", job.error], ["Attempts", job.attempts === null ? "unknown" : String(job.attempts)],
        ["Deferrals", String(job.deferrals)], ["Due", when(job.runAfter)], ["Created", when(job.createdAt)], ["Changed", when(job.updatedAt)],
      ]), make("div", { className: "buttons" }, ...[
        canReplay ? action("Replay", async () => {
          await server.ask(`/jobs/${id}/replay`, "POST");
          return "The job is queued again.";
        }, { className: "primary" }) : null,
        canDelete ? action("Delete", async () => {
          await server.ask(`/jobs/${id}`, "DELETE");
          views.go("/jobs", {}, "The job is deleted.");
        }, { className: "danger", question: "Delete this job? This cannot be undone.", word: "Delete", stay: true }) : null].filter(Boolean))),
      card(format.count(job.infoHashes.length, "torrent"), typeof torrents === "string" ? make("p", { className: "note" }, torrents) : make("ul", { className: "plain" }, ...torrents.map(torrent))),
      ...(job.body ? [card("Message body", make("pre", {}, job.body))] : []),
    ];
  });
})();
