// What is looked at, kept in the address, so that it can be sent around and gone back to.

const FIRST = { view: "text", model: "", text: "", head: "", token: "", key: "", level: "raw", off: "", with: "", find: "", sort: "", run: "", lesson: "" };
export const state = { ...FIRST };
const listeners = [];

/** Calls back with the state after every change of one of the keys; returns what ends it. */
export function follow(keys, listener) {
  const entry = [keys, listener];
  listeners.push(entry);
  return () => listeners.splice(listeners.indexOf(entry), 1);
}

/** The address of the state with some changes. */
export function addressOf(change = {}) {
  const all = { ...state, ...change };
  const query = Object.entries(all).filter(([k, v]) => k !== "view" && v !== FIRST[k]).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join("&");
  return `#/${all.view}${query ? `?${query}` : ""}`;
}

/** Changes the state. quiet: the place in the history stays the same, as while a person types or drags. */
export function go(change, { quiet = false } = {}) {
  const changed = Object.keys(change).filter((k) => state[k] !== change[k]);
  if (changed.length === 0) return;
  Object.assign(state, change);
  history[quiet ? "replaceState" : "pushState"](null, "", addressOf());
  tell(changed);
}

function tell(changed) {
  for (const [keys, listener] of [...listeners]) if (keys.some((k) => changed.includes(k))) listener(state);
}

/** Takes over what the address says. */
export function readAddress() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const told = { ...FIRST, view: /^[a-z]+$/.test(path) ? path : FIRST.view };
  for (const part of query.split("&")) {
    const at = part.indexOf("="), key = part.slice(0, at);
    if (at > 0 && key in FIRST && key !== "view") {
      try { told[key] = decodeURIComponent(part.slice(at + 1)); } catch { /* an address that was cut short: the rest of it counts */ }
    }
  }
  const changed = Object.keys(told).filter((k) => state[k] !== told[k]);
  Object.assign(state, told);
  tell(changed);
}

/** "5.1" as [5, 1]; null where it is no head of the model. */
export function headOf(text, model) {
  const [layer, head] = text.split(".").map(Number);
  return text !== "" && Number.isInteger(layer) && Number.isInteger(head) && layer >= 0 && head >= 0 && layer < model.layers && head < model.heads ? [layer, head] : null;
}
