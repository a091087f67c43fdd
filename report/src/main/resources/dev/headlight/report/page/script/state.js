// What the reader has chosen, kept in the URL's hash so that it can be sent around.

const firstScore = ["induction_entry", ...scoreIds].find((id) => scoreIds.includes(id)) ?? "";
const state = { head: "", score: firstScore, sink: "without", read: "", window: "0", key0: "show" };
const listeners = [];

/** Calls back with the state now and after every change of one of the keys. */
function follow(keys, listener) {
  listeners.push([keys, listener]);
  listener(state);
}

function choose(change) {
  const changed = Object.keys(change).filter((k) => state[k] !== change[k]);
  if (changed.length === 0) return;
  Object.assign(state, change);
  const text = Object.entries(state).filter(([, v]) => v !== "")
    .map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join("&");
  history.replaceState(null, "", `#${text}`);
  for (const [keys, listener] of listeners) {
    if (keys.some((k) => changed.includes(k))) listener(state);
  }
}

/** Takes over what the hash says; a hash without "=" is a place on the page and changes nothing. */
function readHash() {
  const change = {};
  for (const part of location.hash.slice(1).split("&")) {
    const [key, value] = part.split("=");
    if (key in state && value !== undefined) change[key] = decodeURIComponent(value);
  }
  if (change.score && !scoreIds.includes(change.score)) delete change.score;
  if (change.sink && !["with", "without"].includes(change.sink)) delete change.sink;
  for (const key of ["head", "read"]) {
    const [layer, head] = (change[key] ?? "").split(".").map(Number);
    if (change[key] && !(layer < model.layers && head < model.heads)) delete change[key];
  }
  if (change.window && !results.patterns[Number(change.window)]) delete change.window;
  choose(change);
}
