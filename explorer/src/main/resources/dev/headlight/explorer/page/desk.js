// What lies on the desk: the model, the text, its reading, the heads' scores on it. Views draw what they find here.

import { ask, askInParts, latest } from "/app/ask.js";
import { follow, go, state } from "/app/address.js";
import { Reading } from "/app/reading.js";

const PAUSE = 40; // ms that a person may pause between keys before the text is read

export const desk = { models: [], model: null, reading: null, figures: null, busy: false };
const listeners = [];

/** Calls back with what has happened: "model", "tokens", "layer" (and its number), "outcome", "figures", "trouble" (and a sentence). */
export function listen(listener) { listeners.push(listener); return () => listeners.splice(listeners.indexOf(listener), 1); }
export function say(what, more) {
  for (const listener of [...listeners]) {
    // What one part of the page cannot draw must not keep the others from what they wait for.
    try { listener(what, more); } catch (e) { reportError(e); }
  }
}

export const trouble = (e) => say("trouble", e.message);
const reading = latest(trouble), opening = latest(trouble), scoring = latest(trouble);
let timer = 0, typedAt = 0;

/** Reads the list of models anew. */
export async function refreshModels() {
  const told = await ask("/api/models");
  desk.models = told.models;
  desk.first = told.first;
  say("models");
}

/** What is known of a model. */
const known = new Map();
export async function modelOf(id, signal) {
  if (!known.has(id)) known.set(id, await ask("/api/model", { model: id }, signal));
  return known.get(id);
}

function openModel() {
  opening(async (signal) => {
    const id = state.model || desk.first;
    const model = await modelOf(id, signal);
    desk.model = model;
    desk.figures = null;
    say("model");
    read(0);
  });
}

/** The text that is looked at: the reader's, or the model's example before they have typed any. */
export const textNow = () => state.text || desk.model?.example || "";

function read(pause) {
  clearTimeout(timer);
  timer = setTimeout(readNow, pause);
}

function readNow() {
  const model = desk.model;
  if (!model) return;
  scoring(async () => {}); // those of the text before are no longer wanted
  reading(async (signal) => {
    const text = textNow(), next = new Reading(model, text);
    const began = typedAt || performance.now();
    typedAt = 0;
    desk.busy = true;
    say("busy");
    try {
      await askInParts("/api/read", { model: model.id, text }, {
        signal,
        onjson(told) {
          if (told.kind === "tokens") {
            next.tokens = told.tokens;
            next.note = told.note;
            next.begins = told.begins;
          } else {
            next.outcome = told;
            next.millis = told.millis;
            say("outcome");
          }
        },
        onlayer(layer, bytes) {
          next.take(layer, bytes);
          if (layer === 0) {
            desk.reading = next;
            say("tokens");
          }
          say("layer", layer);
          if (layer === 0) requestAnimationFrame(() => performance.measure("first attention", { start: began }));
        },
      });
      performance.measure("all attention", { start: began });
      score();
    } finally {
      if (!signal.aborted) { desk.busy = false; say("busy"); }
    }
  });
}

/** The scores of every head on this text, after the reader has paused. */
function score() {
  scoring(async (signal) => {
    await new Promise((done) => setTimeout(done, 400));
    if (signal.aborted || !desk.reading) return;
    const { model, text } = desk.reading;
    const told = await ask("/api/figures", { model: model.id, text }, signal);
    if (desk.reading?.text !== text || desk.model !== model) return;
    desk.figures = told.figures;
    say("figures");
  });
}

/** The reader has typed. */
export function typed(text) {
  typedAt ||= performance.now();
  go({ text, token: "", key: "" }, { quiet: true });
}

export async function begin() {
  follow(["model"], openModel);
  follow(["text"], () => read(PAUSE));
  await refreshModels();
  openModel();
}
