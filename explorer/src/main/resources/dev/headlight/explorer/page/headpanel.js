// One head, large: what it is, its attention as a matrix, in words, and why it reads a key.

import { latest } from "/app/ask.js";
import { addressOf, go, state } from "/app/address.js";
import { downloads, fromWhere } from "/app/download.js";
import { desk, listen, say, trouble } from "/app/desk.js";
import { analysed, currentHead, groupLine, headLine, onText, titleOf } from "/app/heads.js";
import { LEVELS } from "/app/reading.js";
import { showWhy } from "/app/why.js";
import { el, menu, numberWithInterval, table } from "/parts/elements.js";
import { exists } from "/parts/numbers.js";
import { pyramidOf } from "/parts/pyramid.js";
import { cellSentence, tokenSentence } from "/parts/reads.js";
import { tokenMatrix } from "/parts/tokenmatrix.js";
import { headName, shown } from "/parts/words.js";

const SHOWN = [["induction_entry", "without"], ["natural_induction", "without"], ["previous_token", "without"], ["duplicate_token", "without"],
  ["alpha_0", "with"], ["special_mass", "without"], ["locality_8", "without"], ["entropy_normalized", "without"], ["mean_distance", "without"]];

/** Makes the panel. Returns {node, update(), point(token, key), leave()}. */
export function headPanel({ onpoint }) {
  const title = el("h2", {}), about = el("p", { class: "muted small" }), sentence = el("p", { class: "readout tall", "aria-live": "polite" });
  const scores = el("div", {}), why = el("div", { class: "why" }), buttons = el("p", { class: "controls" });
  const levels = menu("Show", Object.entries(LEVELS), state.level, (level) => go({ level }));
  const matrix = tokenMatrix({
    widest: Math.max(320, Math.min(560, innerHeight - 400)), // all of it in sight
    onpoint: (query, key) => onpoint(query, key),
    onpin: (query, key) => go({ token: String(query), key: String(key) }),
  });
  const saves = downloads({
    what: "this head's attention", name: () => `attention_${currentHead().join("_")}`, canvas: () => matrix.canvas,
    title: () => `Attention of ${headName(...currentHead())}, ${LEVELS[state.level]}: query (row) reads key (column)`, from: () => fromWhere(desk.reading),
    data: () => {
      const { reading } = desk, [layer, head] = currentHead(), triangle = reading.triangle(layer, head, state.level);
      return { model: reading.model.title, text: reading.text, tokens: reading.tokens, layer, head, weights: LEVELS[state.level],
        rows: reading.tokens.map((_, i) => triangle.row(i)), valueNorms: [...reading.norms(layer, head)] };
    },
  });
  saves.hidden = true;
  const node = el("section", { class: "headpanel", "aria-label": "Head" }, title, about, el("div", { class: "controls" }, levels, saves), sentence, matrix.node, buttons, why,
    el("details", { open: true }, el("summary", {}, "scores"), scores));
  const explaining = latest(trouble);
  let asked = "";

  function update() {
    const { model, reading } = desk;
    if (!model) return;
    const [layer, head] = currentHead();
    title.textContent = headName(layer, head)[0].toUpperCase() + headName(layer, head).slice(1);
    const line = headLine(model, layer, head).split(": ").slice(1).join(": ");
    about.textContent = [line, groupLine(model, head)].filter(Boolean).join("; ") || "no analysis of this model yet";
    levels.querySelector("select").value = state.level;
    drawButtons(layer, head);
    drawScores(model, layer, head);
    if (!reading || reading.model !== model || !reading.has(layer)) return;
    saves.hidden = false;
    const triangle = reading.triangle(layer, head, state.level);
    matrix.show(pyramidOf(triangle), reading.tokens, "sqrt", `attention of ${headName(layer, head)}, ${LEVELS[state.level]}, over ${reading.n} tokens; arrow keys move, Enter pins`);
    point(pinned(reading.n), state.key === "" ? -1 : Math.min(Number(state.key), reading.n - 1));
    explain(model, reading, layer, head);
  }

  function drawButtons(layer, head) {
    const key = `${layer}.${head}`, off = state.off.split(" ").some((h) => h.split(":")[0] === key);
    const link = (change, text) => el("a", { class: "button", href: addressOf(change) }, text);
    buttons.replaceChildren(
      link({ view: "ablate", head: key, off: off ? state.off : [state.off, `${key}:off`].filter(Boolean).join(" ") }, "Switch it off"),
      link({ view: "find", head: key, sort: "like" }, "Heads like this"));
  }

  function drawScores(model, layer, head) {
    const rows = [];
    for (const [id, sink] of SHOWN) {
      const whole = analysed(model, id, sink, layer, head), here = onText(id, sink, layer, head);
      if (!whole && !here) continue;
      rows.push([el("span", { title: model.definitions.find((d) => d.id === id)?.meaning ?? "" }, titleOf(model, id)),
        here ? here.value : null,
        ...(model.scores.length ? [whole && exists(whole.value) ? el("span", { class: "interval-cell" }, numberWithInterval(whole)) : null] : []),
        whole?.none ?? here?.none ?? null]);
    }
    scores.replaceChildren(rows.length
      ? table(["score", "this text", ...(model.scores.length ? ["analysis, 95%"] : []), "uniform"], rows,
        model.scores.length ? `On this text without an interval; the analysis over ${model.basis}` : "One text, no interval; induction on random repeats; key 0 left out but for alpha 0")
      : el("p", { class: "muted small" }, "The scores on this text are being computed."));
  }

  function explain(model, reading, layer, head) {
    const key = Number(state.key), query = Number(state.token);
    const wanted = state.key !== "" && key <= query && query < reading.n ? `${model.id} ${layer}.${head} ${query} ${key} ${reading.text}` : "";
    if (wanted === asked) return;
    asked = wanted;
    if (wanted === "") { why.replaceChildren(); return; }
    explaining(async (signal) => {
      await showWhy(why, { model, text: reading.text, tokens: reading.tokens, layer, head, query, key, signal });
      why.scrollIntoView({ block: "nearest" });
    });
  }

  const pinned = (n) => (state.token === "" ? Math.max(0, n - 1) : Math.min(Number(state.token) || 0, n - 1));

  /** The cross-hair and the words, while the pointer moves. */
  function point(query, key) {
    const { reading } = desk, [layer, head] = currentHead();
    if (!reading?.has(layer)) return;
    matrix.point(query, key);
    const triangle = reading.triangle(layer, head, state.level);
    const words = key >= 0 ? cellSentence(reading.tokens, triangle, query, key) : tokenSentence(reading.tokens, triangle, query);
    sentence.replaceChildren(...words, key >= 0 && state.level === "norm" ? ` Its value would be ${shown(reading.norms(layer, head)[key])} long in the stream.` : "");
  }

  const stop = listen((what, layer) => {
    if (what === "model" || what === "figures" || (what === "layer" && desk.model && layer === currentHead()[0])) update();
    if (what === "figures") say("head");
  });
  return { node, update, point, leave: stop };
}
