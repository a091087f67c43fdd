// The attention of one head over one text: the matrix, the text itself, and the same in words; all three move together.

import { WEIGHT_SCALES } from "../parts/colour.js";
import { derived, derivedPercent, el, number, put } from "../parts/elements.js";
import { Factored } from "../parts/factored.js";
import { figure } from "../parts/figure.js";
import { within } from "../parts/numbers.js";
import { floatsOf } from "../parts/packed.js";
import { pyramidOf } from "../parts/pyramid.js";
import { cellSentence, strongest, tokenSentence } from "../parts/reads.js";
import { onTheme } from "../parts/theme.js";
import { tokenMatrix } from "../parts/tokenmatrix.js";
import { tokenText } from "../parts/tokentext.js";
import { Triangle } from "../parts/triangle.js";
import { headName, plural, shortened, visible } from "../parts/words.js";
import { wordsOf } from "../parts/wordunits.js";
import { results, roleOf } from "./results.js";

const unpacked = new Map();

/** Tokens of a text that are shown at a time, where it has more: a page of so many elements stays quick. */
const STRETCH = 600;

const headOf = (window, key) => window.heads.find((k) => `${k.layer}.${k.head}` === key);

/** The weights of a kept head of a window, unpacked once; null where they are not in this file. */
export function kept(window, key) {
  const found = headOf(window, key);
  if (!found) return null;
  if (!unpacked.has(found)) unpacked.set(found, found.factors ? Factored.unpack(found.factors) : Triangle.unpack(found.rows));
  return unpacked.get(found);
}

/** Whether a window's rows are made of queries and keys. */
export const isLong = (window) => window.heads.some((k) => k.factors);

/** Whether it is known how long a head's values are. */
export const hasNorms = (window, key) => Boolean(headOf(window, key)?.valueNorms);

/** Ways to weigh a key. */
export const WEIGHTS = [["raw", "attention"], ["norm", "attention times the value's length"]];

/** The windows that hold a head's attention. */
export const windowsOf = (key) => results.patterns.filter((w) => w.heads.some((k) => `${k.layer}.${k.head}` === key));

/** Tokens, or words made of them. */
const unitsOf = ({ window, units }) => (units === "words" ? wordsOf(window.tokens) : window.tokens.map((_, i) => [i, i + 1]));

/** Whether a text has words of more than one token. */
export const hasWords = (window) => !isLong(window) && wordsOf(window.tokens).length < window.tokens.length;

/** Ways to colour the matrix. */
export const SCALES = [...Object.entries(WEIGHT_SCALES).map(([key, s]) => [key, s.name]), ["uniform", "over uniform attention"]];

/**
 * Makes the view. onpin(token) when a token is kept or let go (-1). Returns {node, show({window, key, key0, weigh, scale,
 * units, token})}.
 */
export function attentionView({ onpin = () => {}, widest = 620 }) {
  const sentence = el("p", { class: "readout tall", "aria-live": "polite" }), note = el("p", { class: "muted small" });
  const matrix = tokenMatrix({ onpoint: point, onpin: pin, widest });
  const text = tokenText({ label: "Tokens of the text", onpoint: point, onpin: pin });
  let view = null, tokens = [], triangle = null, pinned = -1, weight = number, from = 0, to = 0;
  const shape = figure({
    title: () => `Attention of ${headName(...view.key.split("."))}: query (row) reads key (column)`, name: () => `attention_${view.key.replace(".", "_")}`,
    draw: () => matrix.node, tableOf: () => readingTable(tokens, triangle, weight, from, to),
  });
  const node = el("div", { class: "pair read" }, el("div", {}, shape.node, note), el("div", {}, sentence, text.node, KEYS()));
  node.addEventListener("keydown", (e) => { if (e.key === "Escape" && pinned >= 0) { pin(pinned); e.stopPropagation(); } });
  onTheme(() => { if (view && node.isConnected) point(pinned >= 0 ? pinned : telling(triangle)); });

  /** The stretch of the text around a token. */
  function stretch(query) {
    if (query >= from && query < to) return;
    from = within(query - Math.round(0.8 * STRETCH), 0, Math.max(0, tokens.length - STRETCH));
    to = Math.min(tokens.length, from + STRETCH);
    text.show(tokens, from, to);
  }
  function point(query, key = -1) {
    stretch(query);
    if (pinned >= 0 && key < 0 && query !== pinned) return;
    put(sentence, ...(key >= 0 ? cellSentence(tokens, triangle, query, key, weight) : tokenSentence(tokens, triangle, query, weight)));
    const before = triangle.row(query), behind = triangle.column(query);
    text.paint(query, before, [...Array(query).fill(0), ...behind]);
    if (isLong(view.window)) text.reveal(query);
    matrix.point(query, key);
  }
  function pin(token) {
    pinned = pinned === token ? -1 : token;
    text.node.classList.toggle("pinned", pinned >= 0);
    onpin(pinned);
    if (pinned >= 0) point(token);
  }
  return {
    node,
    show(asked) {
      const same = view && view.window === asked.window && view.units === asked.units, full = kept(asked.window, asked.key);
      view = asked;
      if (!same) tokens = unitsOf(asked).map(([from, to]) => asked.window.tokens.slice(from, to).join(""));
      triangle = asked.key0 === "hide" ? full.withoutKey0() : full;
      const weighed = asked.weigh === "norm" && hasNorms(asked.window, asked.key);
      if (weighed) triangle = triangle.weighted(floatsOf(headOf(asked.window, asked.key).valueNorms));
      if (asked.units === "words") triangle = triangle.merged(unitsOf(asked));
      weight = figureOf(isLong(asked.window), asked.units === "words", asked.key0 === "hide", weighed);
      put(note, ...noteOf(view, full, tokens.length));
      text.node.classList.toggle("long", isLong(view.window));
      if (!same) { to = 0; stretch(0); pinned = -1; }
      const drawn = view.scale === "uniform" ? triangle.overUniform(view.key0 === "hide" ? 1 : 0) : triangle;
      const pyramid = isLong(asked.window) ? pyramidOf(drawn, () => { const wanted = view === asked; if (wanted) matrix.refresh(); return wanted; }) : pyramidOf(drawn);
      matrix.show(pyramid, tokens, view.scale, `Attention of ${headName(...view.key.split("."))} over ${plural(tokens.length, view.units === "words" ? "word" : "token")}; arrow keys move from cell to cell`);
      shape.refresh();
      if (asked.token >= 0 && asked.token < triangle.n) pinned = asked.token;
      text.node.classList.toggle("pinned", pinned >= 0);
      point(pinned >= 0 ? pinned : telling(triangle));
    },
  };
}

/** How a weight is written: as one of the results, or as what follows from them. */
function figureOf(long, words, hidden, weighed) {
  if (words) return (w) => derived(w, "weights over words");
  if (!long && !hidden && !weighed) return number;
  const rule = `${long ? "weight made of query and key" : "weight"}${hidden ? " without key 0" : ""}${weighed ? " by the value's length" : ""}`;
  return (w) => derived(w, rule);
}

const KEYS = () => el("p", { class: "muted small" }, el("span", { class: "key reads" }), " what the chosen token reads, before it; ", el("span", { class: "key readers" }),
  " who reads it, behind it. Hover, or Tab and arrow keys; click or Enter keeps a token, Escape lets it go. In the matrix arrow keys move, + and − zoom, 0 shows the whole.");

function noteOf({ window, key, key0, weigh, scale, units }, full, count) {
  const long = isLong(window), factors = headOf(window, key).factors, weighed = weigh === "norm" && hasNorms(window, key), role = roleOf(...key.split(".").map(Number));
  return [`${shortened(window.document, 60)}, first ${plural(window.tokens.length, "token")}; one text, no interval. `,
    units === "words" ? `${plural(count, "word")}: weights are summed over the tokens of a key, averaged over those of a query. ` : "",
    long ? ["Weights are made of queries and keys as they come into sight, to within ", number(factors.largestError), " of the model's own; what is more than a pixel fine is shown by its greatest weight. "] : "",
    long && count > STRETCH ? "Beside the matrix stands the stretch of the text around the chosen token. " : "",
    weighed ? "Each weight is multiplied by the length of the step that the key's value would take in the residual stream, and rows are renormalised: a sink has much weight and a short value. " : "",
    window.heads.length < Math.max(...results.patterns.map((w) => w.heads.length)) ? "Over so many tokens only the clearest head of each role is kept; other texts have the others. " : "",
    role ? `Role: ${role.role}. ` : "",
    key0 === "hide" ? "Key 0 held " : "Key 0 holds ", derivedPercent(full.sinkShare(), "mean weight of key 0 over rows from 1"), ` of the attention${key0 === "hide" ? "; the rest is renormalised" : ""}. `,
    scale === "uniform" ? "Colour: weight over uniform attention, white where equal, orange above, blue below." : `Colour: ${WEIGHT_SCALES[scale].name} of the weight.`];
}

/** The token that has most to show: the strongest single read of a token that is neither key 0 nor itself nor its neighbour. */
function telling(triangle) {
  if (triangle instanceof Factored) return triangle.n - 1; // all pairs would take seconds
  let best = triangle.n - 1, most = 0;
  for (let i = 3; i < triangle.n; i++) {
    for (let j = 1; j < i - 1; j++) { const w = triangle.at(i, j) ?? 0; if (w > most) { most = w; best = i; } }
  }
  return best;
}

function readingTable(tokens, triangle, weight, from, to) {
  const named = (j) => el("span", { "data-address": true }, `${j} ${visible(tokens[j])}`);
  return { head: ["query", "reads most", "weight", "then", "weight", "then", "weight"], rows: tokens.slice(from, to).map((_, k) => {
    const i = from + k, best = strongest(triangle.row(i), 3), cell = (n) => (best[n] ? [named(best[n][1]), weight(best[n][0])] : ["", null]);
    return [named(i), ...cell(0), ...cell(1), ...cell(2)];
  }) };
}
