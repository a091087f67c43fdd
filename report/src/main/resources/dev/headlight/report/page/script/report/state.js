// What the reader has chosen, kept in the URL's hash so that it can be sent around; back and forward go through heads.

import { model, results, scoreIds } from "./results.js";

const firstScore = ["induction_entry", ...scoreIds].find((id) => scoreIds.includes(id)) ?? "";

/** The text with most tokens among those kept entry by entry: the more of it, the more a head can show. */
const entries = (w) => (w.heads.some((k) => k.factors) ? 0 : w.tokens.length);
const longest = results.patterns.reduce((best, w, i) => (entries(w) > entries(results.patterns[best]) ? i : best), 0);
const DEFAULTS = { head: "", score: firstScore, sink: "without", order: "model", against: "value", read: "", window: String(longest), key0: "show", weigh: "raw", scale: "sqrt", units: "tokens", token: "" };
export const state = { ...DEFAULTS };
const listeners = [];

/** Calls back with the state now and after every change of one of the keys. */
export function follow(keys, listener) {
  listeners.push([keys, listener]);
  listener(state);
}

/** Takes a change over; another head is a step that "back" undoes. */
export function choose(change) {
  const changed = Object.keys(change).filter((k) => state[k] !== change[k]);
  if (changed.length === 0) return;
  Object.assign(state, change);
  const hash = hashOf(state);
  if (changed.includes("head")) history.pushState(null, "", hash); else history.replaceState(null, "", hash);
  tell(changed);
}

/** The address of a state: what differs from the page as it opens. */
export const hashOf = (s) => `#${Object.entries(s).filter(([k, v]) => v !== DEFAULTS[k]).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join("&")}`;

function tell(changed) {
  for (const [keys, listener] of listeners) {
    if (keys.some((k) => changed.includes(k))) listener(state);
  }
}

/** Takes over what the hash says; a hash without "=" is a place on the page and changes nothing. */
export function readHash() {
  const text = location.hash.slice(1);
  if (text !== "" && !text.includes("=")) return;
  const change = { ...DEFAULTS };
  for (const part of text.split("&")) {
    const [key, value] = part.split("=");
    if (!(key in DEFAULTS) || value === undefined) continue;
    try { change[key] = decodeURIComponent(value); } catch { /* not an address of ours */ }
  }
  for (const [key, words] of Object.entries(ALLOWED)) if (!words.includes(change[key])) change[key] = DEFAULTS[key];
  for (const key of ["head", "read"]) {
    const [layer, head] = change[key].split(".").map(Number);
    if (change[key] && !(layer < model.layers && head < model.heads)) change[key] = "";
  }
  if (!results.patterns[Number(change.window)]) change.window = DEFAULTS.window;
  if (!/^\d*$/.test(change.token)) change.token = "";
  const changed = Object.keys(change).filter((k) => state[k] !== change[k]);
  Object.assign(state, change);
  tell(changed);
}

const ALLOWED = { score: scoreIds, sink: ["with", "without"], order: ["model", "sorted"], against: ["value", "uniform", "control"], key0: ["show", "hide"], weigh: ["raw", "norm"], scale: ["sqrt", "linear", "log", "uniform"], units: ["tokens", "words"] };
