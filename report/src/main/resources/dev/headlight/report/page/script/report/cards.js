// Definition cards, and where the figures come from.

import { byId, el, intervalCell, lazyDetails, number, table } from "../parts/elements.js";
import { shown, visible } from "../parts/words.js";
import { saveCsv, saveJson } from "./downloads.js";
import { model, results } from "./results.js";
import { command } from "./summary.js";

export function drawDefinitions() {
  byId("definitions").append(el("div", { class: "definitions" }, results.definitions.map((d) =>
    el("details", { class: "definition", id: `definition-${d.id}` }, el("summary", {}, el("b", {}, d.title), " ", el("code", {}, d.id)), ...definitionText(d)))));
}

/** A definition in full, with its title. */
export const definitionBody = (d) => el("div", { class: "definition" }, el("p", {}, el("b", {}, d.title), " ", el("code", {}, d.id)), ...definitionText(d));

const definitionText = (d) => [el("p", { class: "formula" }, d.formula), el("p", {}, d.meaning),
  el("dl", {}, [["Uniform attention", d.nullText], ["Unit", d.unit], ["Source", d.source], ["Trap", d.trap]].filter(([, t]) => t)
    .map(([k, t]) => [el("dt", {}, k), el("dd", {}, t)]))];

export function drawMethods() {
  const run = results.provenance, text = results.text, repeats = results.repeats;
  const pairs = (entries) => el("dl", { class: "facts" }, entries.filter(([, v]) => v !== "" && v !== null && v !== undefined)
    .map(([k, v]) => [el("dt", {}, k), el("dd", {}, typeof v === "number" ? number(v) : v)]));
  byId("methods").append(
    el("div", { class: "downloads" },
      el("button", { type: "button", onclick: saveJson }, "Download results.json"),
      el("button", { type: "button", onclick: saveCsv }, "Download scores.csv")),
    el("p", {}, "Intervals are 95% percentile bootstrap intervals over ", `${text.unit}s`, " (", number(run.replicates), " replicates, Poisson weights). q is Benjamini-Hochberg. The control is the same architecture with random weights, run by the same code over the same text."),
    command(run.command),
    el("div", { class: "pair even" },
      el("div", {}, el("h3", {}, "Model"), pairs([["Path", model.path], ["Family", model.family], ["Format", model.format], ["Fingerprint", el("code", {}, model.fingerprint)],
        ["Parameters", model.parameters], ["Layers", model.layers], ["Heads", model.heads], ["Key/value heads", model.kvHeads], ["Width", model.dModel], ["Head width", model.dHead],
        ["MLP width", model.dFeedForward], ["Vocabulary", model.vocab], ["Context", model.context],
        ["Weights", Object.entries(model.storage).map(([k, v]) => `${k} ${shown(v)} bytes`).join(", ")], ["Control", model.control]]),
        results.modelScores.length ? table(["model figure", "value", "control", "units", "note"], results.modelScores.map((s) =>
          [s.id, intervalCell(s), s.control, s.documents, s.note]), "Figures of the model as a whole") : ""),
      el("div", {}, el("h3", {}, "Text"), pairs([["Files", run.texts.join(", ")], ["Unit", text.unit], ["Units", text.documents], ["Windows", text.windows], ["Tokens", text.tokens], ["Longest window", text.context],
        ["Left out as too short", text.shortDocuments], ["Begin token", text.beginToken ? visible(text.beginToken) : "none"], ["Split", text.split], ["Cut short by", text.limitedBy]]),
        el("h3", {}, "Random repeats"), pairs([["Sequences", repeats.sequences], ["K", repeats.k], ["R", repeats.r], ["Loss on the first copy, nats", repeats.lossFirst], ["Loss on later copies, nats", repeats.lossLater], ["Note", repeats.note]]),
        el("h3", {}, "Run"), pairs([["Headlight", run.version], ["Started", run.started], ["Seconds", run.seconds], ["Seed", run.seed], ["Threads", run.threads], ["Machine", run.machine], ["Java", run.java]]),
        lazyDetails("All options", () => pairs(Object.entries(run.options))))),
    results.sinks.length ? lazyDetails(`Sinks other than key 0 (${shown(results.sinks.length)})`, () => table(["layer", "head", "document", "window", "position", "token", "alpha"],
      results.sinks.slice(0, 500).map((s) => [s.layer, s.head, s.document, s.window, s.position, visible(s.token), s.alpha]),
      results.sinks.length > 500 ? "The first 500; all are in results.json" : "Key positions that draw more than 0.3 of a head's attention")) : "");
}
