// How the heads formed: the figures of a training run by step, the phase change marked.

import { clip, dots, frame, legend, line, pathOf } from "../parts/chart.js";
import { byId, el, svg } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent, round } from "../parts/numbers.js";
import { at, headCount, results } from "./results.js";

export function drawTimeline() {
  const timeline = results.timeline;
  if (!timeline || timeline.points.length === 0) return;
  const section = byId("training"), change = timeline.phaseChange;
  section.append(
    el("p", { class: "claim" }, timeline.sentences.join(" ")),
    lossOverSteps(timeline).node, headsOverSteps(timeline).node, iclOverSteps(timeline).node, sinksOverSteps(timeline).node,
    el("p", { class: "muted small" }, `${timeline.basis} ${timeline.rule}${change ? "" : " This run has none."}`
      + " Figures of single steps carry no interval: they show when something happened; how large it is now, and against which control, stands above."));
}

/** The largest figure among the heads of a [layer][head] matrix: {layer, head, value}, or null where there is none. */
export function strongestHead(rows) {
  let best = null;
  rows.forEach((row, layer) => row.forEach((value, head) => {
    if (exists(value) && (best === null || value > best.value)) best = { layer, head, value };
  }));
  return best;
}

/**
 * A panel over steps. lines: [kind, name, f(point)]; faint: matrices by point whose heads are drawn one by one; domain
 * of y where it is fixed; named false where curves run through the place of the phase change's name.
 */
export function stepsFigure(timeline, { title, name, yLabel, lines, faint = [], domain = null, zero = true, height = 230, named = true, rowsOf = null }) {
  const points = timeline.points, change = timeline.phaseChange;
  const of = (f) => points.map((p) => [p.step, f(p)]);
  const last = Math.max(points.at(-1).step, points[0].step + 1);
  return figure({
    title: () => title, name,
    draw: (width) => {
      const [low, high] = domain ?? extent([zero ? 0 : null, ...lines.flatMap(([, , f]) => points.map(f))]);
      const pad = domain ? 0 : (high - low || 1) * 0.05;
      const f = frame({ width, height, label: title,
        x: { domain: [points[0].step, last], label: "optimizer steps" },
        y: { domain: [domain || low === 0 ? low : low - pad, high + pad], label: yLabel } });
      clip(f);
      if (change) {
        const from = f.x(change.from), to = f.x(change.to), middle = (f.left + f.right) / 2;
        f.plot.append(svg("rect", { class: "shade", x: round(from), y: f.top, width: round(Math.max(to - from, 1)), height: f.bottom - f.top }),
          named ? svg("text", { class: "tick", x: round(to > middle ? from - 6 : to + 6), y: f.top + 13, "text-anchor": to > middle ? "end" : "start" }, "phase change") : "");
      }
      for (const [kind, matrixOf] of faint) {
        const d = matrixOf(points[0]).flatMap((row, l) => row.map((_, h) => pathOf(of((p) => matrixOf(p)[l][h]), f)));
        f.plot.append(svg("path", { class: `line ${kind} single${headCount > 100 ? " many" : ""}`, d: d.join("") }));
      }
      f.plot.append(...lines.map(([kind, , at]) => line(f, of(at), kind)));
      if (points.length === 1) f.plot.append(dots(f, lines.map(([, , at]) => [points[0].step, at(points[0])]), "model"));
      return f.root;
    },
    legendOf: () => legend([...lines.map(([kind, text]) => [kind, text]), change && ["ribbon shade", "phase change"]]),
    tableOf: () => rowsOf?.() ?? { head: ["step", ...lines.map(([, text]) => text)], rows: points.map((p) => [p.step, ...lines.map(([, , f]) => f(p))]) },
  });
}

export const lossOverSteps = (timeline) => stepsFigure(timeline, {
  title: "Loss over training", name: "training_loss", yLabel: "loss, nats", named: false,
  lines: [["model bold", "held-out text", (p) => p.loss], ["comparison bold", "random repeats, second copy", (p) => p.lossLater],
    ["comparison dashdot", "random repeats, first copy", (p) => p.lossFirst]],
});

export function headsOverSteps(timeline) {
  const value = (rows) => strongestHead(rows)?.value ?? null;
  const cells = (best) => (best ? [`L${best.layer}H${best.head}`, best.value] : ["", null]);
  return stepsFigure(timeline, {
    title: "The best heads over training, key 0 left out", name: "training_heads", yLabel: "score", domain: [0, 1.03], height: 260,
    lines: [["model bold", "best induction head (thin: each head)", (p) => value(p.inductionEntry)],
      ["comparison bold", "best previous-token head", (p) => value(p.previousToken)]],
    faint: [["comparison", (p) => p.previousToken], ["model", (p) => p.inductionEntry]],
    rowsOf: () => ({ head: ["step", "best induction head", "induction", "best previous-token head", "previous token"],
      rows: timeline.points.map((p) => [p.step, ...cells(strongestHead(p.inductionEntry)), ...cells(strongestHead(p.previousToken))]) }),
  });
}

export const iclOverSteps = (timeline) => stepsFigure(timeline, {
  title: "In-context learning over training: loss at a late position minus loss at an early one", name: "training_icl", yLabel: "nats", height: 190,
  lines: [["model", "in-context learning, held-out text (below 0: the context helps)", (p) => p.icl]],
});

export const sinksOverSteps = (timeline) => stepsFigure(timeline, {
  title: "Sink heads over training", name: "training_sinks", yLabel: "share", domain: [0, 1.03], height: 170,
  lines: [["model bold", "share of heads that give key 0 more than 0.3", (p) => p.sinkRate]],
});
