"use strict";
// The pages beside the overview. Each is named by the address behind the #, so that it can be linked to and gone back to.
const views = (() => {
  const byId = id => document.getElementById(id);
  const routes = [];
  let isOpen = false;
  let turn = 0;
  let follow = null;
  let known = null;
  let taken = "";

  const address = () => new URL(location.hash.slice(1) || "/", location.origin);

  // What was asked for before the person went on is not shown.
  async function render(focus) {
    const url = address();
    const route = routes.find(({ path }) => path.test(url.pathname));
    byId("content").hidden = !isOpen || Boolean(route);
    byId("view").hidden = !isOpen || !route;
    for (const link of document.querySelectorAll("#pages a")) {
      const isHere = link.hash === "#/" ? !route : url.pathname.startsWith(link.hash.slice(1));
      link.toggleAttribute("aria-current", isHere);
      if (isHere) {
        link.setAttribute("aria-current", "page");
      }
    }
    follow = null;
    if (!isOpen || !route) {
      byId("view").replaceChildren();
      return;
    }
    const mine = ++turn;
    if (focus) {
      byId("view").replaceChildren(make("p", { className: "card empty" }, "Loading"));
    }
    let parts;
    try {
      parts = await route.show(url.pathname.match(route.path)[1], url.searchParams);
    } catch (error) {
      if (error instanceof server.KeyRefused) {
        document.dispatchEvent(new Event("locked"));
        return;
      }
      parts = [make("p", { className: "notice bad", role: "alert" }, error instanceof server.Refusal ? error.message : "The server does not answer. Load the page again.")];
    }
    if (mine !== turn) {
      return;
    }
    // The focus does not fall back to the top of the page with the button that was pressed.
    const hadFocus = byId("view").contains(document.activeElement);
    byId("view").replaceChildren(...parts);
    if (focus || hadFocus) {
      byId("view").querySelector("h2")?.focus({ preventScroll: true });
    }
    if (focus) {
      scrollTo(0, 0);
    }
  }

  // Asks before what cannot be undone.
  function confirmed(question, word, no = "Keep") {
    return new Promise(resolve => {
      const dialog = make("dialog", { "aria-label": question },
        make("p", {}, question),
        make("div", { className: "buttons" },
          make("button", { type: "button", className: "danger", value: "yes" }, word),
          make("button", { type: "button", value: "" }, no)));
      for (const button of dialog.querySelectorAll("button")) {
        button.addEventListener("click", () => dialog.close(button.value));
      }
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(dialog.returnValue === "yes");
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  // A button that asks the server, says what came of it, and shows the page anew.
  function action(text, run, { className = "", question = null, word = text, label = null, stay = false } = {}) {
    const button = make("button", { type: "button", className, ...(label ? { "aria-label": label } : {}) }, text);
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled") === "true" || (question && !await confirmed(question, word))) {
        return;
      }
      button.setAttribute("aria-disabled", "true");
      try {
        say(await run());
        if (!stay) {
          await render(false);
          document.dispatchEvent(new Event("changed"));
        }
      } catch (error) {
        if (error instanceof server.KeyRefused) {
          document.dispatchEvent(new Event("locked"));
        } else {
          say(error instanceof server.Refusal ? error.message : "The server does not answer; load the page again to see whether it was done.", true);
        }
      } finally {
        button.removeAttribute("aria-disabled");
      }
    });
    return button;
  }

  function say(text, isBad = false) {
    byId("said").hidden = !text;
    byId("said").className = `notice ${isBad ? "bad" : "good"}`;
    byId("said").textContent = text ?? "";
  }

  // All of a filter, a bounded part at a time.
  async function each(path, method, parameters, add) {
    let continuation = null;
    do {
      const query = new URLSearchParams({ ...parameters, ...(continuation ? { continuation } : {}) });
      const done = await server.ask(`${path}?${query}`, method);
      add(done);
      ({ continuation } = done);
    } while (continuation);
  }

  addEventListener("hashchange", () => {
    say(taken);
    taken = "";
    render(true);
  });

  return {
    add: (path, show) => routes.push({ path, show }),
    open() {
      if (!isOpen) {
        isOpen = true;
        render(true);
      }
    },
    close() {
      isOpen = false;
      render(false);
    },
    // To another page, which says what came of the one before.
    go(path, parameters = {}, said = "") {
      taken = said;
      const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
      location.hash = `#${path}${query.size ? `?${query}` : ""}`;
    },
    heading: (text, ...rest) => make("div", { className: "heading top" }, make("h2", { tabIndex: -1 }, text), ...rest),
    card: (title, ...rest) => make("section", { className: "card part" }, make("h3", {}, title), ...rest.filter(Boolean)),
    facts: pairs => make("dl", { className: "pairs" }, ...pairs.filter(([, value]) => value != null && value !== "").flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
    field(label, control) {
      return make("label", { className: "field" }, make("span", {}, label), control);
    },
    select(options, value) {
      const select = make("select", {}, ...options.map(([key, text]) => make("option", { value: key }, text)));
      select.value = value ?? "";
      return select;
    },
    // What the page beside the overview does at each answer of the server, until another page is shown.
    live(ask) {
      follow = ask;
    },
    async answered(report) {
      known = report;
      await follow?.();
    },
    report: () => known,
    action, confirmed, each, say, render,
  };
})();
