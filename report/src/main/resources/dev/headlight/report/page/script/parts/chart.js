// The frame that all charts stand in: axes, grid, lines, ribbons, dots. Sizes are in pixels of the drawn width.

import { el, svg } from "./elements.js";
import { exists, round } from "./numbers.js";
import { linear, logarithmic, tickText } from "./scale.js";

/** Draws axes and grid; `plot` takes the marks, `x` and `y` place them. */
export function frame({ width, height, label, x, y, left = 52, right = 14, top = 10, bottom = 44 }) {
  const place = (axis, range) => (axis.log ? logarithmic : linear)(axis.domain, range);
  const px = place(x, [left, width - right]);
  const py = place(y, [height - bottom, top]);
  const xTicks = (x.ticks ?? px.ticks(Math.max(3, Math.floor((width - left) / 62))));
  const yTicks = (y.ticks ?? py.ticks(Math.max(3, Math.floor((height - bottom) / 44))));
  const plot = svg("g", {});
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label, class: "chart" },
    svg("path", { class: "grid", d: yTicks.map((t) => `M${left} ${round(py(t))}H${width - right}`).join("") +
      (x.grid === false ? "" : xTicks.map((t) => `M${round(px(t))} ${top}V${height - bottom}`).join("")) }),
    plot,
    svg("path", { class: "axis", d: `M${left} ${top}V${height - bottom}H${width - right}` }),
    xTicks.map((t) => svg("text", { class: "tick", x: round(px(t)), y: height - bottom + 17, "text-anchor": "middle" }, tickText(t))),
    yTicks.map((t) => svg("text", { class: "tick", x: left - 7, y: round(py(t) + 4), "text-anchor": "end" }, tickText(t))),
    svg("text", { class: "label", x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle" }, x.label),
    y.label ? svg("text", { class: "label", x: 13, y: (top + height - bottom) / 2, "text-anchor": "middle",
      transform: `rotate(-90 13 ${(top + height - bottom) / 2})` }, y.label) : null);
  return { root, plot, x: px, y: py, left, right: width - right, top, bottom: height - bottom };
}

/** A path through points; a point without a value leaves a gap. */
export function pathOf(points, f) {
  let d = "", pen = false;
  for (const [x, y] of points) {
    if (exists(x) && exists(y) && Number.isFinite(f.y(y))) {
      d += `${pen ? "L" : "M"}${round(f.x(x))} ${round(Math.min(Math.max(f.y(y), -2000), 4000))}`;
      pen = true;
    } else pen = false;
  }
  return d;
}

export const line = (f, points, kind) => svg("path", { class: `line ${kind}`, d: pathOf(points, f) });

/** The band between two bounds, piece by piece where both exist. */
export function ribbon(f, points, kind) {
  let d = "", run = [];
  const close = () => {
    if (run.length > 1) {
      d += "M" + run.map(([x, low]) => `${round(f.x(x))} ${round(f.y(low))}`).join("L") + "L" +
        run.reverse().map(([x, , high]) => `${round(f.x(x))} ${round(f.y(high))}`).join("L") + "Z";
    }
    run = [];
  };
  for (const p of points) {
    if (p.every(exists) && p.slice(1).every((v) => Number.isFinite(f.y(v)))) run.push(p); else close();
  }
  close();
  return svg("path", { class: `ribbon ${kind}`, d });
}

/** Dots as one path with round caps: hundreds of heads, one element. */
export const dots = (f, points, kind) => svg("path", { class: `dots ${kind}`,
  d: points.filter(([x, y]) => exists(x) && exists(y)).map(([x, y]) => `M${round(f.x(x))} ${round(f.y(y))}h0`).join("") });

/** Keeps what leaves the axes from running over the page. */
export function clip(f) {
  const id = `clip${clip.count = (clip.count ?? 0) + 1}`;
  f.root.prepend(svg("clipPath", { id }, svg("rect", { x: f.left, y: f.top - 4, width: f.right - f.left, height: f.bottom - f.top + 4 })));
  f.plot.setAttribute("clip-path", `url(#${id})`);
}

/**
 * Says which point of a drawing is nearest to the pointer, and marks it; a click opens it. points are [x, y, label,
 * key] with x and y as in the drawing; what is not within reach is not meant.
 */
export function pointed(f, points, onsay, onopen = null) {
  const mark = svg("circle", { class: "pointed", r: 7, visibility: "hidden" });
  let now = null;
  f.root.append(mark);
  f.root.addEventListener("pointermove", (e) => {
    const box = f.root.getBoundingClientRect(), scale = f.root.viewBox.baseVal.width / box.width;
    const x = (e.clientX - box.left) * scale, y = (e.clientY - box.top) * scale;
    let best = 22;
    now = null;
    for (const p of points) {
      const far = Math.hypot(p[0] - x, p[1] - y);
      if (far < best) { best = far; now = p; }
    }
    mark.setAttribute("visibility", now ? "visible" : "hidden");
    if (now) {
      mark.setAttribute("cx", round(now[0]));
      mark.setAttribute("cy", round(now[1]));
      onsay(now[2]);
    }
  });
  f.root.addEventListener("pointerleave", () => { now = null; mark.setAttribute("visibility", "hidden"); });
  if (onopen) f.root.addEventListener("click", () => { if (now) onopen(now[3]); });
}

/** Names of the marks, as HTML below the chart. */
export const legend = (entries) => el("ul", { class: "legend" }, entries.filter(Boolean).map(([kind, text]) =>
  el("li", {}, svg("svg", { width: 28, height: 12, "aria-hidden": "true" },
    kind.startsWith("dots") ? svg("path", { class: kind, d: "M14 6h0" })
      : kind.startsWith("ribbon") ? svg("path", { class: kind, d: "M1 1H27V11H1Z" })
        : svg("path", { class: `line ${kind}`, d: "M1 6H27" })), text)));
