// Which heads work together: what an induction head needs of earlier heads, and what the weights alone say.

import { diverging } from "../parts/colour.js";
import { byId, el, intervalCell, lazyDetails, menu, number, numberWithInterval, put, table } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { headGrid } from "../parts/headgrid.js";
import { exists, within } from "../parts/numbers.js";
import { headName, intervalText, sentenceOf, shown } from "../parts/words.js";
import { headLink } from "./examples.js";
import { at, model, results, roleOf } from "./results.js";
import { readoutLine, roleSwatch } from "./rolemap.js";
import { choose, state } from "./state.js";

const KINDS = { key: "keys", query: "queries", value: "values" };

export function drawCircuits() {
  const circuits = results.circuits;
  if (!circuits) return;
  const section = byId("circuits");
  const [first, ...others] = circuits.sentences;
  section.append(first ? el("p", { class: "claim" }, first) : "", others.length ? el("ul", {}, others.map((s) => el("li", {}, s))) : "");
  if (circuits.paths.length) section.append(pathView(circuits.paths));
  section.append(...importance(circuits.importance), ...composition(circuits.composition),
    circuits.notDone.length ? el("div", {}, el("h4", {}, "Not done"), el("ul", {}, circuits.notDone.map((t) => el("li", {}, t)))) : "");
}

/** One induction head at a time: every earlier head, by how much the induction score falls without it. */
function pathView(paths) {
  const node = el("div", {}), readout = readoutLine(), feeding = el("div", {});
  let path = paths[0];
  const title = () => `Induction score of layer ${path.layer} head ${path.head} without each earlier head (set to its mean)`;
  const map = figure({
    title, name: () => `needs_l${path.layer}_h${path.head}`, below: readout,
    draw: (width) => {
      const rows = path.meanChange, most = Math.max(...rows.flat().filter(exists).map(Math.abs), 1e-9);
      return headGrid({ name: title(), heads: rows.map((row) => row.length), kvHeads: model.kvHeads, width: Math.min(width, 560), cellHeight: within(460 / rows.length, 12, 24), chosen: state.head,
        onsay: (label) => { readout.textContent = label; }, onopen: (head) => choose({ head }),
        paint: (layer, head) => {
          const change = at(rows, layer, head), low = at(path.meanLow, layer, head), high = at(path.meanHigh, layer, head);
          return { none: !exists(change), fill: exists(change) ? diverging(change / most) : "", hollow: exists(low) && low <= 0 && high >= 0,
            letter: path.feeding.some((f) => f.layer === layer && f.head === head) ? "●" : "",
            label: `${headName(layer, head)}: change ${intervalText({ value: change, low, high })}, set to zero ${shown(at(path.zeroChange, layer, head))}, key composition above control ${shown(at(path.keyComposition, layer, head))}` };
        } }).node;
    },
    legendOf: () => el("p", { class: "muted small" }, "Blue: the score falls without the head; orange: it rises; ● the heads needed most; hollow: 0 lies in the interval."),
    tableOf: () => ({ head: ["layer", "head", "change, mean", "low", "high", "change, zero", "key composition", "query composition", "value composition"],
      rows: path.meanChange.flatMap((row, l) => row.map((change, h) => [l, h, change, at(path.meanLow, l, h), at(path.meanHigh, l, h), at(path.zeroChange, l, h), at(path.keyComposition, l, h), at(path.queryComposition, l, h), at(path.valueComposition, l, h)])) }),
  });
  const show = () => {
    put(feeding, el("p", {}, headLink(path.layer, path.head), " reads the token after the earlier copy with ", ...numberWithInterval({ value: path.entry, low: path.entryLow, high: path.entryHigh }), " of its attention. It needs most:"),
      feedingList(path), feedingTable(path));
    map.refresh();
  };
  node.append(paths.length > 1 ? menu("Induction head", paths.map((p, i) => [String(i), `layer ${p.layer} head ${p.head}`]), "0", (i) => { path = paths[Number(i)]; show(); }) : "",
    el("div", { class: "pair" }, map.node, feeding));
  show();
  return node;
}

/** The path as one reads it: a head, what of it is used, the head that uses it. */
const feedingList = (path) => el("ol", { class: "paths" }, path.feeding.map((f) => el("li", {},
  roleSwatch(roleOf(f.layer, f.head)?.role ?? "mixed", 1, 16), " ", headLink(f.layer, f.head), f.isPreviousToken ? " (previous token)" : ` (${roleOf(f.layer, f.head)?.role ?? "no role"})`,
  " → keys of ", roleSwatch("induction", 1, 16), " ", headLink(path.layer, path.head), ": without it the score changes by ", numberWithInterval({ value: f.meanChange, low: f.meanLow, high: f.meanHigh }))));

const feedingTable = (path) => table(["head", "previous token", "change, mean", "change, zero", "key composition", "rank"],
  path.feeding.map((f) => [headLink(f.layer, f.head), f.previousToken, intervalCell({ value: f.meanChange, low: f.meanLow, high: f.meanHigh }), f.zeroChange, f.keyComposition, f.keyRank]),
  `What layer ${path.layer} head ${path.head} needs; key composition over the control's mean, ranked among all earlier heads`);

function importance(g) {
  if (!g) return [];
  return [el("p", {}, "First-order importance was taken on ", number(g.windows), " windows of ", number(g.documents), " units and ", number(g.sequences), " random repeats",
    g.headsCompared > 0 ? ["; over ", number(g.headsCompared), " heads its rank correlation with zero ablation is ", number(g.rhoText), " on the text and ", number(g.rhoRepeats), " on the repeats"] : "", ".")];
}

function composition(c) {
  if (!c || c.strongest.length === 0) return [];
  const controls = c.controls.map((k) => [KINDS[k.kind] ?? k.kind, k.mean, k.standardDeviation, k.highest]);
  return [lazyDetails(["What the weights alone say: composition of ", number(c.pairs), " pairs"], () => el("div", {}, el("p", { class: "muted small" }, sentenceOf(c.note)),
    table(["writes", "reads", "into its", "score", "above control"], c.strongest.map((p) => [headLink(p.fromLayer, p.fromHead), headLink(p.toLayer, p.toHead), KINDS[p.kind] ?? p.kind, p.score, p.above]), "The strongest pairs of each kind"),
    controls.length ? table(["kind", "mean", "standard deviation", "highest"], controls, "Random-initialised control") : ""))];
}

/** What feeds a head and what it feeds, for its page. */
export function feedsOf(layer, head) {
  const circuits = results.circuits;
  if (!circuits) return [];
  const own = circuits.paths.find((p) => p.layer === layer && p.head === head);
  const fed = circuits.paths.flatMap((p) => p.feeding.filter((f) => f.layer === layer && f.head === head).map((f) => [p, f]));
  const pairs = circuits.composition?.strongest ?? [];
  const reads = pairs.filter((p) => p.toLayer === layer && p.toHead === head), writes = pairs.filter((p) => p.fromLayer === layer && p.fromHead === head);
  const list = (all, to) => table(["head", "composition", "score", "above control"], all.map((p) => [to ? headLink(p.toLayer, p.toHead) : headLink(p.fromLayer, p.fromHead), KINDS[p.kind] ?? p.kind, p.score, p.above]), to ? "Heads that read what it writes, by the weights" : "Heads that write what it reads, by the weights");
  return [el("section", {}, el("h3", {}, "What feeds it, and what it feeds"),
    own ? [feedingList(own), feedingTable(own)] : "",
    fed.map(([p, f]) => el("p", {}, "Feeds ", headLink(p.layer, p.head), ", whose induction score changes by ", numberWithInterval({ value: f.meanChange, low: f.meanLow, high: f.meanHigh }), " without it.")),
    reads.length ? list(reads, false) : "", writes.length ? list(writes, true) : "",
    !own && !fed.length && !reads.length && !writes.length ? el("p", { class: "muted small" }, "No path of an induction head and none of the strongest pairs goes through it.") : "")];
}
