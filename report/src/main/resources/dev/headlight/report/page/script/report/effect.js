// The effect of a hypothesis beside its null, its threshold and its control.

import { svg } from "../parts/elements.js";
import { exists, extent, round } from "../parts/numbers.js";
import { linear } from "../parts/scale.js";
import { intervalText, shown } from "../parts/words.js";

/** Effect as dot and whisker; a tick at 0 and at the smallest effect of interest, a diamond for the control. */
export function effectPlot(v) {
  const width = 240, height = 42, middle = 15;
  const [low, high] = extent([v.value, v.low, v.high, 0, v.smallestEffect, v.controlValue]);
  const pad = (high - low || 1) * 0.08;
  const x = linear([low - pad, high + pad], [6, width - 6]);
  const words = exists(v.value)
    ? `effect ${intervalText(v)}, threshold ${shown(v.smallestEffect)}, control ${shown(v.controlValue)}`
    : `no effect measured, threshold ${shown(v.smallestEffect)}`;
  const gap = exists(v.smallestEffect) ? x(v.smallestEffect) - x(0) : 1000;
  const atEdge = exists(v.smallestEffect) && x(v.smallestEffect) > width - 36;
  const near = Math.abs(gap) < (atEdge ? 74 : 46);
  const anchor = { none: near ? "end" : "middle", threshold: atEdge ? "end" : near ? "start" : "middle" };
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words, class: "chart effectplot" },
    exists(v.smallestEffect) ? svg("rect", { class: "beyond", x: x(v.smallestEffect), y: 4, width: width - 6 - x(v.smallestEffect), height: 22 }) : null,
    svg("path", { class: "axis", d: `M6 ${middle}H${width - 6}` }),
    svg("path", { class: "line uniform", d: `M${round(x(0))} 4V26` }),
    exists(v.smallestEffect) ? svg("path", { class: "line threshold", d: `M${round(x(v.smallestEffect))} 4V26` }) : null,
    svg("text", { class: "tick", x: near && atEdge ? Math.min(round(x(0)), width - 80) : round(x(0)) + (near ? 3 : 0), y: 39, "text-anchor": anchor.none }, "0"),
    exists(v.smallestEffect) ? svg("text", { class: "tick", x: Math.min(round(x(v.smallestEffect)) - (near && !atEdge ? 3 : 0), atEdge ? width : 1e9), y: 39, "text-anchor": anchor.threshold }, `s = ${shown(v.smallestEffect)}`) : null,
    exists(v.controlValue) ? svg("path", { class: "diamond", d: `M${round(x(v.controlValue))} ${middle - 5}l5 5l-5 5l-5 -5Z` }) : null,
    exists(v.low) && exists(v.high) ? svg("path", { class: "line whisker", d: `M${round(x(v.low))} ${middle}H${round(x(v.high))}M${round(x(v.low))} ${middle - 4}v8M${round(x(v.high))} ${middle - 4}v8` }) : null,
    exists(v.value) ? svg("circle", { class: "dot", cx: round(x(v.value)), cy: middle, r: 4.5 }) : null);
}
