// A figure: chart, legend, caption, the same figures as a table, and the chart as a file.

import { el, lazyDetails, table } from "./elements.js";
import { save, savePng, saveSvg, standalone, standaloneCanvas } from "./save.js";
import { onTheme } from "./theme.js";

let provenance = "";
const made = new Set();

/** The line under every saved chart: which model, which run. */
export function sayProvenance(text) { provenance = text; }

/** Draws at once what would be drawn before the next frame: before printing there is none. */
export function fitFigures() {
  for (const f of made) if (f.chart.isConnected) f.fit();
}

/**
 * Makes a figure that draws itself when it has a width, and again when that changes.
 * draw(width) returns the chart, an SVG or a node that holds one SVG or canvas; legendOf() a list or null; tableOf()
 * {head, rows}; title() the name of the figure; below a node between chart and legend; themed true where the chart
 * has colours of its own. Returns {node, refresh}.
 */
export function figure({ title, draw, legendOf, tableOf, name, caption, below, themed = false }) {
  const chart = el("div", { class: "drawing" });
  const key = el("div", {});
  const heading = el("figcaption", {});
  const rowsNow = () => { const t = tableOf(); return table(t.head, t.rows, title()); };
  const rows = lazyDetails("as a table", rowsNow);
  const drawing = () => {
    const picture = chart.querySelector("canvas");
    return picture ? standaloneCanvas(picture, title(), provenance) : standalone(chart.querySelector("svg"), title(), provenance);
  };
  const asCsv = () => { const t = tableOf(); save(`${fileName()}.csv`, csv([t.head, ...t.rows]), "text/csv"); };
  const fileName = () => (typeof name === "function" ? name() : name);
  const button = (text, what, onclick) => el("button", { type: "button", class: "quiet", "aria-label": `save this figure as ${what}`, onclick }, text);
  const node = el("figure", {}, heading, chart, below, key, caption ? el("p", { class: "muted small" }, caption) : null,
    el("div", { class: "tools" }, rows,
      button("SVG", "SVG", () => saveSvg(fileName(), drawing())), button("PNG", "PNG", () => savePng(fileName(), drawing())), button("CSV", "CSV", asCsv)));
  let drawn = 0;
  const redraw = (width) => {
    drawn = width;
    heading.textContent = title();
    chart.replaceChildren(draw(width));
    key.replaceChildren(legendOf?.() ?? "");
  };
  const fit = () => {
    const width = Math.floor(chart.clientWidth);
    if (width > 0 && Math.abs(width - drawn) > 4) redraw(width);
  };
  new ResizeObserver(() => requestAnimationFrame(fit)).observe(chart); // not at once: a figure may change its own size
  made.add({ chart, fit });
  if (themed) onTheme(() => { if (drawn) redraw(drawn); });
  return {
    node,
    refresh() {
      if (drawn) redraw(drawn);
      if (rows.childElementCount > 1) rows.lastElementChild.replaceWith(rowsNow());
    },
  };
}

/** Comma-separated lines; a node gives its value or its text; a figure that does not exist is empty. */
export function csv(rows) {
  const cell = (c) => {
    const text = c === null || c === undefined ? "" : typeof c === "number" ? String(c) : c instanceof Node ? c.getAttribute("value") ?? c.textContent : Array.isArray(c) ? c.map(cell).join("") : String(c);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join(",")).join("\n") + "\n";
}
