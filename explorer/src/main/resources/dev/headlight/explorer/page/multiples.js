// Every head's attention, small: layers as rows, layer 0 at the bottom, heads as columns. One canvas a layer, since hundreds
// of canvases are slow to scroll; over it lie the cells that are clicked, named and reached by keys.

import { desk } from "/app/desk.js";
import { headLine, roleOf } from "/app/heads.js";
import { el } from "/parts/elements.js";
import { roleMark } from "/parts/colour.js";
import { within } from "/parts/numbers.js";
import { onTheme } from "/parts/theme.js";
import { painter } from "/parts/tiles.js";

const FINEST = 96, COARSEST = 48; // pixels on a side
const GAP = 1 / 24; // between two heads, of a side

/**
 * Makes the grid: onopen(layer, head) on click and Enter, onsay(line) on hover and focus. Returns {node, build(model),
 * draw(reading, level, layer), complete(reading, level), which draws what is not drawn yet, choose(layer, head),
 * show(isShown), mark(isMarked), picture()}.
 */
export function multiples({ onopen, onsay = () => {}, label }) {
  const node = el("div", { class: "multiples", role: "grid", "aria-label": label, "aria-readonly": "true" });
  let cells = new Map(), pictures = [], model = null, current = "0.0", chosen = null, paint = painter("sqrt"), lastReading = null, lastLevel = "raw", drawn = []; // [layer]: what it shows

  const keyOf = (e) => e.target.closest?.("[data-head]")?.dataset.head;
  const open = (key) => { const [layer, head] = key.split(".").map(Number); onopen(layer, head); };
  node.addEventListener("click", (e) => { const key = keyOf(e); if (key) { rove(key); open(key); } });
  node.addEventListener("pointerover", (e) => { const key = keyOf(e); if (key) onsay(cells.get(key).node.getAttribute("aria-label"), key); });
  node.addEventListener("focusin", (e) => { const key = keyOf(e); if (key) { rove(key); onsay(cells.get(key).node.getAttribute("aria-label"), key); } });
  node.addEventListener("keydown", (e) => {
    const [layer, head] = current.split(".").map(Number);
    const step = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -head], End: [0, model.heads], PageUp: [5, 0], PageDown: [-5, 0] }[e.key];
    if (step) {
      const to = `${within(layer + step[0], 0, model.layers - 1)}.${within(head + step[1], 0, model.heads - 1)}`;
      rove(to);
      cells.get(to).node.focus();
    } else if (e.key === "Enter" || e.key === " ") open(current);
    else return;
    e.preventDefault();
  });
  function rove(key) {
    cells.get(current)?.node.setAttribute("tabindex", "-1");
    current = key;
    cells.get(key).node.setAttribute("tabindex", "0");
  }
  onTheme(() => { paint = painter("sqrt"); if (lastReading) drawAll(); });

  function build(of) {
    model = of;
    cells = new Map();
    pictures = [];
    drawn = [];
    current = "0.0";
    chosen = null;
    node.setAttribute("aria-rowcount", model.layers);
    node.setAttribute("aria-colcount", model.heads);
    node.dataset.wide = String(model.heads > 12);
    node.dataset.many = String(model.heads > 6);
    const rows = [];
    for (let layer = model.layers - 1; layer >= 0; layer--) {
      const picture = el("canvas", { width: 1, height: 1, "aria-hidden": "true" });
      const own = el("div", { class: "headcells", role: "none" }, picture);
      for (let head = 0; head < model.heads; head++) {
        const key = `${layer}.${head}`, cell = cellOf(key, layer, head);
        cells.set(key, { node: cell });
        own.append(cell);
      }
      pictures[layer] = picture;
      rows.push(el("div", { role: "row", class: "headrow", "aria-rowindex": model.layers - layer }, el("span", { class: "rowname", role: "rowheader", "aria-label": `layer ${layer}` }, String(layer)), own));
    }
    node.style.setProperty("--heads", model.heads);
    node.replaceChildren(...rows);
  }

  function cellOf(key, layer, head) {
    const role = roleOf(model, layer, head), mark = role ? roleMark(role.role, role.margin ?? 1) : null;
    const letter = mark ? el("span", { class: "rolemark", "aria-hidden": "true", "data-letter": mark.letter }, mark.letter) : null;
    if (mark) letter.style.backgroundColor = mark.fill;
    return el("div", { role: "gridcell", class: "headcell", tabindex: key === current ? "0" : "-1", "aria-selected": "false", "data-head": key, "aria-label": headLine(model, layer, head) },
      el("span", { class: "headtag", "aria-hidden": "true" }, key), letter);
  }

  /** The heads of a layer side by side, each pixel of a short text as many pixels of the canvas as make it worth drawing. */
  function draw(reading, level, layer) {
    lastReading = reading;
    lastLevel = level;
    drawn[layer] = [reading, level];
    const cellsOnSide = Math.min(FINEST, reading.n), times = Math.ceil(COARSEST / cellsOnSide), side = cellsOnSide * times, gap = Math.max(1, Math.round(side * GAP));
    const canvas = pictures[layer], width = model.heads * (side + gap) - gap;
    if (canvas.width !== width || canvas.height !== side) { canvas.width = width; canvas.height = side; }
    const share = `${(100 * gap / width).toFixed(4)}%`;
    if (node.style.getPropertyValue("--gap") !== share) node.style.setProperty("--gap", share);
    const pen = canvas.getContext("2d"), image = pen.createImageData(width, side);
    for (let head = 0; head < model.heads; head++) {
      const pooled = reading.pooled(layer, head, level, cellsOnSide), left = head * (side + gap);
      for (let y = 0; y < side; y++) {
        const from = Math.floor(y / times) * cellsOnSide, at = y * width + left;
        for (let x = 0; x < side; x++) paint(pooled[from + Math.floor(x / times)], image.data, 4 * (at + x));
      }
    }
    pen.putImageData(image, 0, 0);
  }
  function complete(reading, level) {
    for (let layer = 0; layer < model.layers; layer++) if (reading.has(layer) && (drawn[layer]?.[0] !== reading || drawn[layer][1] !== level)) draw(reading, level, layer);
  }
  function drawAll() {
    if (lastReading?.model !== model) return;
    for (let layer = 0; layer < model.layers; layer++) if (lastReading.has(layer)) draw(lastReading, lastLevel, layer);
  }
  /** All of it on one canvas, the last layer on top. */
  function picture() {
    const gap = Math.round(GAP * pictures[0].height), step = pictures[0].height + gap, whole = el("canvas", { width: pictures[0].width, height: step * pictures.length - gap });
    pictures.forEach((row, layer) => whole.getContext("2d").drawImage(row, 0, step * (pictures.length - 1 - layer)));
    return whole;
  }
  return {
    node, build, draw, complete, picture,
    drawLevel(level) { lastLevel = level; drawAll(); },
    choose(layer, head) {
      const key = `${layer}.${head}`;
      if (key === chosen) return;
      const mark = (at, mine) => { const cell = cells.get(at)?.node; if (cell) { cell.classList.toggle("chosen", mine); cell.setAttribute("aria-selected", mine); } };
      mark(chosen, false);
      mark(key, true);
      chosen = key;
    },
    show(shows) { cells.forEach((cell, key) => cell.node.classList.toggle("dim", !shows(...key.split(".").map(Number)))); },
    mark(marks) { cells.forEach((cell, key) => { const change = marks(...key.split(".").map(Number)); if (change) cell.node.dataset.change = change; else delete cell.node.dataset.change; }); },
  };
}
