"use strict";
// Questions to the server. The key stays in this tab's session storage.
const server = (() => {
  const root = location.pathname.replace(/\/dashboard\/?$/i, "");
  const patience = 30000;

  class KeyRefused extends Error {}
  class Refusal extends Error {}

  const read = async answer => answer.headers.get("content-type")?.includes("json") ? answer.json() : null;

  async function ask(path, method = "GET", body = null, wait = patience) {
    const key = sessionStorage.getItem("key");
    const headers = { ...(key ? { "x-functions-key": key } : {}), ...(body ? { "content-type": "application/json" } : {}) };
    const answer = await fetch(root + path, {
      method, headers, cache: "no-store", signal: AbortSignal.timeout(wait), body: body ? JSON.stringify(body) : undefined,
    });
    if (answer.status === 401 || answer.status === 403) {
      throw new KeyRefused((await read(answer))?.detail);
    }
    const found = await read(answer);
    if (!answer.ok) {
      throw new Refusal(found?.detail ?? `The server answers with an error (${answer.status}).`);
    }
    return found;
  }

  return { ask, KeyRefused, Refusal };
})();
