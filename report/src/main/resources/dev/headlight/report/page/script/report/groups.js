// Whether the heads do the same on different kinds of text.

import { cividis } from "../parts/colour.js";
import { byId, derived, el, intervalCell, menu, number, put, table } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent, within } from "../parts/numbers.js";
import { headName, intervalText, sentenceOf, shown } from "../parts/words.js";
import { sinkWords } from "./labels.js";
import { at, model, results, titleOf } from "./results.js";
import { modelGrid, readoutLine } from "./rolemap.js";

export function drawGroups() {
  const groups = results.groups;
  if (!groups || groups.scores.length === 0) return;
  const section = byId("groups"), readout = readoutLine(), claim = el("p", { class: "claim" }), controls = el("div", { class: "controls" });
  const order = [...groups.scores].filter((s) => s.sink !== "with").sort((a, b) => (a.interactionQ ?? 2) - (b.interactionQ ?? 2));
  let chosen = order[0] ?? groups.scores[0];
  const name = (s) => `${titleOf(s.score)}${sinkWords(s.sink)}`;
  const label = (layer, head) => `${headName(layer, head)}: ${groups.groups.map((g, i) => `${g.name} ${intervalText({ value: at(chosen.value[i], layer, head), low: at(chosen.low[i], layer, head), high: at(chosen.high[i], layer, head) })}`).join("; ")}; q ${shown(at(chosen.q, layer, head))}`;
  const map = figure({
    title: () => `${name(chosen)}: difference between groups`, name: () => `groups_${chosen.score}`, below: readout,
    draw: (width) => {
      const [, high] = extent(chosen.difference.flat());
      return modelGrid({ name: `${name(chosen)} by group`, width: Math.min(width, 560), readout, cellHeight: within(460 / model.layers, 12, 24), paint: (layer, head) => {
        const d = at(chosen.difference, layer, head), q = at(chosen.q, layer, head);
        return { none: !exists(d), hollow: exists(q) && q > 0.05, fill: exists(d) ? cividis(d / (high || 1)) : "", label: label(layer, head) };
      } });
    },
    legendOf: () => el("p", { class: "muted small" }, "Brighter: the group means lie further apart, up to ", derived(extent(chosen.difference.flat())[1], "largest difference between groups"), ". Hollow: q > 0.05."),
    tableOf: () => ({ head: ["layer", "head", ...groups.groups.map((g) => g.name), "difference", "share explained", "p", "q"],
      rows: chosen.difference.flatMap((row, l) => row.map((d, h) => [l, h, ...groups.groups.map((_, i) => at(chosen.value[i], l, h)), d, at(chosen.share, l, h), at(chosen.p, l, h), at(chosen.q, l, h)])) }),
  });
  const show = () => {
    put(controls, menu("Score", order.map((s, i) => [String(i), name(s)]), String(order.indexOf(chosen)), (i) => { chosen = order[Number(i)]; show(); }));
    put(claim, `${name(chosen)}: heads and groups `, chosen.interactionQ <= 0.05 ? "interact, so the groups move the heads differently" : "do not interact beyond chance", " (p ", number(chosen.interactionP), ", q ", number(chosen.interactionQ), ").");
    map.refresh();
  };
  section.append(el("p", { class: "muted" }, sentenceOf(groups.rule)), controls, claim, el("div", { class: "pair" }, map.node,
    table(["group", "documents", "tokens", "loss, nats a token"], groups.groups.map((g) => [g.name, g.documents, g.tokens, intervalCell({ value: g.loss, low: g.lossLow, high: g.lossHigh })]), "The groups")));
  show();
}
