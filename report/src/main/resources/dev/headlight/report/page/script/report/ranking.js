// Heads in the order of the lower bound of a score: no winner by noise.

import { frame, legend, pointed } from "../parts/chart.js";
import { el, svg } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent, mean, round } from "../parts/numbers.js";
import { figureLabel, sinkWords } from "./labels.js";
import { headCount, headsOf, matrix, titleOf, undecided } from "./results.js";
import { choose } from "./state.js";

export const RANKED = 20;

export function rankingFigure(score, sink) {
  const top = () => [...headsOf(matrix(score(), sink()))].filter((f) => exists(f.low) || exists(f.value))
    .sort((a, b) => (b.low ?? b.value) - (a.low ?? a.value)).slice(0, RANKED);
  const title = () => `${titleOf(score())}: top ${Math.min(RANKED, headCount)} by lower bound${sinkWords(matrix(score(), sink()).sink)}`;
  const highestControl = () => extent((matrix(score(), sink()).controlHigh ?? []).flat())[1];
  const hasControl = () => (matrix(score(), sink()).control ?? []).length > 0;
  const readout = el("p", { class: "readout", "aria-live": "polite" }, "Point at a dot for its figures; a click opens the head.");
  return figure({
    title, name: "ranking", below: readout,
    draw: (width) => {
      const heads = top(), row = 17;
      const none = mean(matrix(score(), sink()).nullUniform.flat());
      const domain = extent([...heads.flatMap((f) => [f.value, f.low, f.high]), none, hasControl() ? highestControl() : none]);
      const f = frame({ width, height: heads.length * row + 56, label: title(), left: 46, top: 8, bottom: 40,
        x: { domain: [domain[0] > 0 && domain[0] < domain[1] / 3 ? 0 : domain[0], domain[1]], label: titleOf(score()) },
        y: { domain: [heads.length - 0.5, -0.5], ticks: [] } });
      if (hasControl()) {
        const c = extent((matrix(score(), sink()).control ?? []).flat());
        const from = Math.max(f.left, f.x(c[0])), to = Math.min(f.right, f.x(highestControl()));
        if (to > from) f.plot.append(svg("rect", { class: "controlband", x: round(from), y: f.top, width: round(Math.max(1.5, to - from)), height: f.bottom - f.top }));
      }
      if (exists(none)) f.plot.append(svg("path", { class: "line uniform", d: `M${round(f.x(none))} ${f.top}V${f.bottom}` }));
      // y grows downwards here: the first head stands at the top.
      const y = (i) => f.top + (i + 0.5) * ((f.bottom - f.top) / heads.length);
      heads.forEach((h, i) => {
        f.plot.append(
          svg("text", { class: "tick", x: f.left - 6, y: round(y(i) + 4), "text-anchor": "end" }, `${h.layer}.${h.head}`),
          exists(h.low) ? svg("path", { class: "line whisker", d: `M${round(f.x(h.low))} ${round(y(i))}H${round(f.x(h.high))}` }) : "",
          exists(h.value) ? svg("circle", { class: undecided(h) ? "dot open" : "dot", cx: round(f.x(h.value)), cy: round(y(i)), r: 4 }) : "");
      });
      pointed(f, heads.filter((h) => exists(h.value)).map((h) => [f.x(h.value), y(heads.indexOf(h)), figureLabel(h), `${h.layer}.${h.head}`]),
        (label) => { readout.textContent = label; }, (head) => choose({ head }));
      return f.root;
    },
    legendOf: () => legend([["whisker", "head (layer.head), 95% interval"], ["uniform", "mean uniform null"], hasControl() && ["ribbon controlband", "heads of the random control"]]),
    tableOf: () => ({ head: ["rank", "layer", "head", "value", "low", "high", "null", "control", "q"],
      rows: top().map((f, i) => [el("span", { "data-address": "" }, String(i + 1)), f.layer, f.head, f.value, f.low, f.high, f.none, f.control, f.q]) }),
  });
}
