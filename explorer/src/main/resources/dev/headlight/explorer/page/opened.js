// A results.json that the reader opens or drops on the page: its scores and roles beside those of the model in hand. It is
// read here and sent nowhere.

import { desk } from "/app/desk.js";
import { titleOf } from "/app/heads.js";
import { diverging } from "/parts/colour.js";
import { el, menu, number, put, table } from "/parts/elements.js";
import { headGrid } from "/parts/headgrid.js";
import { exists, within } from "/parts/numbers.js";
import { headName, plural, shown } from "/parts/words.js";

const LARGEST = 200e6; // bytes
let opened = null;
const listeners = [];

/** Opens a file; what is wrong with it is said by an Error with a sentence. */
export async function openResults(file) {
  if (file.size > LARGEST) throw new Error(`${file.name} is too large for a results.json`);
  let results;
  try { results = JSON.parse(await file.text()); } catch { throw new Error(`${file.name} is no JSON; choose a results.json that headlight analyze wrote`); }
  if (!Array.isArray(results?.scores) || !Array.isArray(results?.roles) || !results?.model) throw new Error(`${file.name} is no results.json of headlight analyze`);
  if (results.schema !== 1) throw new Error(`${file.name} is of schema ${results.schema}, and this page reads schema 1`);
  opened = { name: file.name, results };
  for (const listener of [...listeners]) listener();
}

/** Files may be dropped anywhere; ontrouble gets what is wrong, onopened is called when one is open. */
export function dropResults({ onopened, ontrouble }) {
  document.addEventListener("dragover", (e) => { if ([...e.dataTransfer.types].includes("Files")) e.preventDefault(); });
  document.addEventListener("drop", async (e) => {
    const file = e.dataTransfer.files[0];
    if (!file || e.target.closest?.("textarea, input")) return;
    e.preventDefault();
    try { await openResults(file); onopened(); } catch (error) { ontrouble(error); }
  });
}

/** The section of the comparison. Returns {node, draw(), leave()}. */
export function openedResults({ onopen, ontrouble }) {
  const file = el("input", { type: "file", accept: ".json,application/json", "aria-label": "open a results.json to compare with", onchange: async () => { try { if (file.files[0]) await openResults(file.files[0]); } catch (e) { ontrouble(e); } } });
  const line = el("p", { class: "readout", "aria-live": "polite" }), body = el("div", {});
  const node = el("section", { "aria-label": "An analysis from a file" }, el("h2", {}, "Beside an analysis from a file"),
    el("p", { class: "muted" }, "Open a results.json, or drop it on this page: its scores and roles beside those of the model's own analysis."), el("p", { class: "controls" }, file), body);
  let score = "", sink = "without";
  listeners.push(draw);

  function draw() {
    const { model } = desk;
    if (!opened || !model) { body.replaceChildren(); return; }
    const { results, name } = opened, other = results.model;
    const head = el("p", { class: "figureline" }, `${name}: ${other.name}, ${plural(other.layers, "layer")} of ${plural(other.heads, "head")}, ${shown(results.text?.documents)} documents.`);
    if (model.scores.length === 0) { put(body, head, el("p", { class: "muted" }, `${model.title} has no analysis here to set beside it: run headlight analyze, and open the folder that it writes with headlight explore.`)); return; }
    if (other.layers !== model.layers || other.heads !== model.heads) { put(body, head, el("p", { class: "muted" }, `${model.title} has other numbers of layers or heads, so that the two cannot be laid over each other.`)); return; }
    const ids = [...new Set(model.scores.map((s) => s.score))].filter((id) => results.scores.some((s) => s.score === id && s.value.length));
    if (!ids.includes(score)) score = ids.includes("induction_entry") ? "induction_entry" : ids[0];
    const of = (scores) => scores.find((s) => s.score === score && s.sink === sink) ?? scores.find((s) => s.score === score);
    const mine = of(model.scores), theirs = of(results.scores), at = (m, l, h) => m?.[l]?.[h] ?? null;
    const cells = theirs.value.flatMap((row, l) => row.map((v, h) => {
      const own = at(mine.value, l, h), apart = exists(at(mine.low, l, h)) && exists(at(theirs.low, l, h)) ? at(theirs.low, l, h) > at(mine.high, l, h) || at(theirs.high, l, h) < at(mine.low, l, h) : null;
      return { l, h, own, v, d: exists(v) && exists(own) ? v - own : null, apart };
    }));
    const most = Math.max(1e-9, ...cells.map((c) => Math.abs(c.d ?? 0)));
    const map = headGrid({
      name: `difference of ${titleOf(model, score)}`, heads: Array(model.layers).fill(model.heads), kvHeads: model.kvHeads, width: Math.min(520, node.clientWidth || 520),
      paint: (l, h) => { const c = cells[l * model.heads + h]; return { fill: c.d === null ? null : diverging(within(c.d / most, -1, 1)), none: c.d === null, hollow: c.d !== null && c.apart === false,
        label: `${headName(l, h)}: ${shown(c.own)} in hand, ${shown(c.v)} in the file${c.apart === false ? ", the intervals overlap" : ""}` }; },
      onsay: (t) => { line.textContent = t; }, onopen,
    }).node;
    const changed = results.roles.filter((r) => { const own = model.roles.find((o) => o.layer === r.layer && o.head === r.head); return own && own.role !== r.role; });
    const roleNow = (r) => model.roles.find((o) => o.layer === r.layer && o.head === r.head).role;
    const list = [...cells].filter((c) => c.d !== null).sort((a, b) => Math.abs(b.d) - Math.abs(a.d)).slice(0, 8);
    put(body, head,
      el("div", { class: "controls" }, menu("Score", ids.map((id) => [id, titleOf(model, id)]), score, (value) => { score = value; draw(); }), menu("Key 0", [["without", "left out"], ["with", "included"]], sink, (value) => { sink = value; draw(); })),
      el("div", { class: "pair even" }, el("div", {}, map, line, el("p", { class: "muted small" }, "Blue: less in the file, orange: more; outlined where the two intervals overlap. The intervals are those of each analysis by itself: headlight compare pairs documents and is sharper.")),
        el("div", {}, table(["head", "in hand", "in the file", "difference"], list.map((c) => [`${c.l}.${c.h}`, number(c.own), number(c.v), number(c.d)]), "Greatest differences of this score"),
          el("p", {}, changed.length === 0 ? "Every head has the same role in both." : `${plural(changed.length, "head")} with another role: ${changed.slice(0, 12).map((r) => `${r.layer}.${r.head} ${roleNow(r)} → ${r.role}`).join("; ")}${changed.length > 12 ? "; and more" : ""}.`))));
  }
  draw();
  return { node, draw, leave: () => listeners.splice(listeners.indexOf(draw), 1) };
}
