// Every score of every head: the matrix of layers and heads, and the ranking by lower bound.

import { cividis, diverging } from "../parts/colour.js";
import { byId, derived, el, menu, put, svg } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent, mean, round, within } from "../parts/numbers.js";
import { linear } from "../parts/scale.js";
import { shown } from "../parts/words.js";
import { figureLabel, sinkWords } from "./labels.js";
import { rankingFigure } from "./ranking.js";
import { at, definitionOf, headFigures, headsOf, matrix, model, results, scoreIds, titleOf, undecided } from "./results.js";
import { modelGrid, readoutLine } from "./rolemap.js";
import { choose, follow, state } from "./state.js";

/** The choice of sink variant, kept in step wherever it stands. */
export function sinkMenu() {
  const holder = el("span", {});
  follow(["sink"], () => holder.replaceChildren(menu("Key 0", [["without", "left out"], ["with", "included"]], state.sink, (sink) => choose({ sink }))));
  return holder;
}

const BASES = {
  value: { name: "its value" },
  uniform: { name: "less uniform attention", of: (f) => f.none },
  control: { name: "less the random control", of: (f) => f.control },
};

/** What the colours show: the value, or its difference from the null or the control. */
const coloured = (f) => {
  const base = BASES[state.against].of;
  if (!base) return f.value;
  return exists(f.value) && exists(base(f)) ? f.value - base(f) : null;
};

export function drawScores() {
  const section = byId("scores");
  if (scoreIds.length === 0) { section.append(el("p", { class: "muted" }, "No score was taken.")); return; }
  const about = el("p", { class: "about" }), readout = readoutLine();
  const chosen = () => matrix(state.score, state.sink);
  const name = () => `${titleOf(state.score)}${sinkWords(chosen().sink)}${BASES[state.against].of ? `, ${BASES[state.against].name}` : ""}`;
  const map = figure({
    title: name, name: () => `score_${state.score}`, below: readout,
    draw: (width) => {
      const m = chosen(), shade = shadeOf(m);
      return modelGrid({ name: name(), width: Math.min(width, 620), readout, cellHeight: within(560 / model.layers, 12, 24), order: state.order === "sorted" ? sortedHeads(m) : null,
        paint: (layer, head) => {
          const f = headFigures(m, layer, head), value = coloured(f);
          return { none: !exists(value), hollow: undecided(f), fill: exists(value) ? shade(value) : "", label: figureLabel(f) };
        } });
    },
    legendOf: () => colourBar(chosen()),
    tableOf: () => ({
      head: ["layer", "head", "value", "low", "high", "uniform", "control", "q", "rows"],
      rows: [...headsOf(chosen())].map((f) => [f.layer, f.head, f.value, f.low, f.high, f.none, f.control, f.q, at(chosen().rows, f.layer, f.head)]),
    }),
  });
  const rank = rankingFigure(() => state.score, () => state.sink);
  const menus = el("div", {});
  section.append(el("div", { class: "controls" }, menus), about, el("div", { class: "pair" }, map.node, rank.node));
  follow(["score", "sink", "order", "against"], () => {
    const m = chosen(), variants = results.scores.filter((s) => s.score === state.score).map((s) => s.sink);
    const bases = Object.entries(BASES).filter(([key]) => key !== "control" || (m.control ?? []).length > 0).map(([key, base]) => [key, base.name]);
    menus.replaceChildren(
      menu("Score", scoreIds.map((id) => [id, titleOf(id)]), state.score, (score) => choose({ score })),
      variants.length > 1 ? menu("Key 0", [["without", "left out"], ["with", "included"]], state.sink, (sink) => choose({ sink })) : "",
      menu("Colour", bases, state.against, (against) => choose({ against })),
      menu("Heads", [["model", "as in the model"], ["sorted", "sorted by lower bound"]], state.order, (order) => choose({ order })));
    const d = definitionOf(state.score);
    put(about, ...(d ? [`${d.meaning} `, el("code", {}, d.formula), d.nullText ? ` Uniform attention: ${d.nullText}.` : "", " ", el("a", { href: `#definition-${d.id}`, onclick: () => openDefinition(d.id) }, "Definition")] : []));
    map.refresh();
    rank.refresh();
  });
}

/** Opens a definition card, so that a link to it shows it. */
export function openDefinition(id) {
  const card = byId(`definition-${id}`);
  if (card) card.open = true;
}

/** Heads of each layer, best lower bound first. */
const sortedHeads = (m) => m.value.map((row, layer) => row.map((_, head) => head)
  .sort((a, b) => bound(m, layer, b) - bound(m, layer, a)));
const bound = (m, layer, head) => at(m.low, layer, head) ?? at(m.value, layer, head) ?? -Infinity;

function shadeOf(m) {
  const values = [...headsOf(m)].map(coloured), [low, high] = extent(values);
  if (!BASES[state.against].of) return (v) => cividis((v - low) / (high - low || 1));
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return (v) => diverging(v / most);
}

/** The colour bar; for values with ticks for null and control. */
function colourBar(m) {
  const differs = Boolean(BASES[state.against].of), shade = shadeOf(m);
  let [low, high] = extent([...headsOf(m)].map(coloured));
  if (differs) { high = Math.max(Math.abs(low), Math.abs(high)); low = -high; }
  const width = 300, x = linear([low, high], [4, width - 4]);
  const none = mean(m.nullUniform.flat()), control = mean((m.control ?? []).flat());
  const mark = (v, kind) => !differs && exists(v) && v >= low && v <= high ? svg("path", { class: `line ${kind}`, d: `M${round(x(v))} 0V20` }) : null;
  return el("div", { class: "colourbar" },
    svg("svg", { viewBox: `0 0 ${width} 36`, class: "chart", role: "img", "aria-label": `colour from ${shown(low)} to ${shown(high)}` },
      Array.from({ length: 48 }, (_, i) => svg("rect", { x: round(4 + i * (width - 8) / 48), y: 4, width: (width - 8) / 48 + 0.5, height: 12, fill: shade(low + (high - low) * i / 47) })),
      mark(none, "uniform"), mark(control, "control"),
      svg("text", { class: "tick", x: 4, y: 32 }, shown(low)), differs ? svg("text", { class: "tick", x: width / 2, y: 32, "text-anchor": "middle" }, "0") : null,
      svg("text", { class: "tick", x: width - 4, y: 32, "text-anchor": "end" }, shown(high))),
    el("p", { class: "muted small" },
      differs ? "Blue: below, orange: above. " : ["Mean over heads of uniform attention ", derived(none, "mean over heads"), " (dotted)", exists(control) ? [", of the control ", derived(control, "mean over heads"), " (dashed)"] : ", no control", ". "],
      "Hollow: not told from uniform (the interval holds it, or q > 0.05). Stroke: no value."));
}
