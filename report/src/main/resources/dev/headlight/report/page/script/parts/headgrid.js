// Layers x heads as a grid: layer 0 at the bottom, arrow keys move, Enter opens the head.

import { inkOn } from "./colour.js";
import { svg } from "./elements.js";
import { round, within } from "./numbers.js";

/**
 * Draws the grid.
 *
 * heads: number of heads of each layer, by layer (rows need not be equally long); kvHeads the key/value heads of a
 * layer, or 0; paint(layer, head) says {fill, hollow, none, letter, corner, label}: label is what a screen reader and
 * onsay get, hollow draws the outline only, none a stroke for "no value", corner the colour of a small mark;
 * order[layer] is the heads of a layer from left to right, where that is not their order in the model; chosen
 * "layer.head" or ""; onsay(label, key) on hover and focus, onopen(key) on click, Enter and space.
 *
 * Returns {node, choose(key)}.
 */
export function headGrid({ name, heads, kvHeads = 0, width, cellHeight, paint, order = null, chosen = "", onsay = () => {}, onopen = () => {} }) {
  const layers = heads.length, most = Math.max(...heads, 1), grouped = kvHeads > 0 && kvHeads < most && order === null;
  const left = 46, top = grouped ? 22 : 8, bottom = 34;
  const w = within((width - left - 4) / most, 6, 52);
  const h = cellHeight ?? within(w, 11, 26);
  const height = top + layers * h + bottom, full = left + most * w + 4;
  const x = (head) => left + head * w, y = (layer) => top + (layers - 1 - layer) * h;
  const every = (size, least) => Math.max(1, Math.ceil(least / size));
  const cells = new Map();
  const orders = heads.map((count, layer) => order?.[layer] ?? Array.from({ length: count }, (_, head) => head));
  let current = chosen && chosen.includes(".") ? chosen : `0.${orders[0]?.[0] ?? 0}`;
  const node = svg("svg", { viewBox: `0 0 ${round(full)} ${height}`, width: round(full), height, class: "chart headmap", role: "grid", "aria-label": name,
    "aria-rowcount": layers, "aria-colcount": most, "aria-readonly": "true" });
  if (grouped) {
    const each = most / kvHeads;
    node.append(svg("path", { class: "axis", "aria-hidden": "true", d: Array.from({ length: kvHeads }, (_, g) => `M${round(x(g * each) + 2)} 17v-4H${round(x((g + 1) * each) - 2)}v4`).join("") }),
      svg("text", { class: "tick", x: left, y: 9, "aria-hidden": "true" }, "key/value groups"));
  }
  for (let layer = layers - 1; layer >= 0; layer--) {
    const row = svg("g", { role: "row", "aria-rowindex": layers - layer });
    orders[layer].forEach((head, column) => {
      const key = `${layer}.${head}`, cell = cellOf(key, paint(layer, head), x(column), y(layer));
      cells.set(key, cell);
      row.append(cell);
    });
    node.append(row);
  }
  const tick = (attributes, text) => svg("text", { class: "tick", "aria-hidden": "true", ...attributes }, text);
  for (let layer = 0; layer < layers; layer += every(h, 13)) node.append(tick({ x: left - 6, y: round(y(layer) + h / 2 + 4), "text-anchor": "end" }, String(layer)));
  for (let head = 0; head < most; head += every(w, 16)) node.append(tick({ x: round(x(head) + w / 2), y: height - 20, "text-anchor": "middle" }, String(head)));
  const middle = round(top + layers * h / 2);
  node.append(svg("text", { class: "label", x: round(left + most * w / 2), y: height - 4, "text-anchor": "middle", "aria-hidden": "true" }, order === null ? "head" : "rank within the layer"),
    svg("text", { class: "label", x: 13, y: middle, "text-anchor": "middle", transform: `rotate(-90 13 ${middle})`, "aria-hidden": "true" }, "layer"));

  function cellOf(key, p, left, top) {
    const inset = p.hollow ? 2 : 0.75;
    return svg("g", { role: "gridcell", tabindex: key === current ? "0" : "-1", "aria-label": p.label, "data-head": key, class: "cell" },
      svg("rect", { x: round(left + inset), y: round(top + inset), width: round(w - 2 * inset), height: round(h - 2 * inset),
        class: p.none ? "none" : p.hollow ? "hollow" : "full", fill: p.none ? "none" : p.hollow ? "transparent" : p.fill, stroke: p.hollow ? p.fill : "none", "pointer-events": "all" }),
      p.none ? svg("path", { class: "novalue", d: `M${round(left + 3)} ${round(top + h - 3)}L${round(left + w - 3)} ${round(top + 3)}` }) : null,
      p.corner ? svg("path", { class: "corner", fill: p.corner, d: `M${round(left + w - inset)} ${round(top + inset)}h${-round(Math.min(w, h) * 0.36)}l${round(Math.min(w, h) * 0.36)} ${round(Math.min(w, h) * 0.36)}Z` }) : null,
      p.letter && w >= 9 ? svg("text", { class: "letter", x: round(left + w / 2), y: round(top + h / 2 + 4), "text-anchor": "middle", fill: p.fill && !p.hollow ? inkOn(p.fill) : null }, p.letter) : null);
  }

  const keyAt = (event) => event.target.closest?.("[data-head]")?.dataset.head;
  const say = (key) => onsay(cells.get(key).getAttribute("aria-label"), key);
  node.addEventListener("pointerover", (e) => { const key = keyAt(e); if (key) say(key); });
  node.addEventListener("focusin", (e) => { const key = keyAt(e); if (key) { current = key; say(key); } });
  node.addEventListener("click", (e) => { const key = keyAt(e); if (key) { move(key); onopen(key); } });
  node.addEventListener("keydown", (e) => {
    const [layer, head] = current.split(".").map(Number), column = orders[layer].indexOf(head);
    const step = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -most], End: [0, most], PageUp: [5, 0], PageDown: [-5, 0] }[e.key];
    if (step) {
      e.preventDefault();
      const to = within(layer + step[0], 0, layers - 1);
      move(`${to}.${orders[to][within(column + step[1], 0, heads[to] - 1)]}`);
    } else if (e.key === "Enter" || e.key === " ") { e.preventDefault(); onopen(current); }
  });
  function move(key) {
    cells.get(current)?.setAttribute("tabindex", "-1");
    current = key;
    cells.get(key).setAttribute("tabindex", "0");
    cells.get(key).focus({ preventScroll: true });
  }
  const choose = (key) => cells.forEach((cell, k) => cell.classList.toggle("chosen", k === key));
  choose(chosen);
  return { node, choose };
}
