// Every head's attention, small: layers as rows, layer 0 at the bottom, heads as columns. One canvas a head.

import { desk } from "/app/desk.js";
import { headLine, roleOf } from "/app/heads.js";
import { el } from "/parts/elements.js";
import { roleMark } from "/parts/colour.js";
import { within } from "/parts/numbers.js";
import { onTheme } from "/parts/theme.js";
import { painter } from "/parts/tiles.js";

const FINEST = 96; // pixels on a side

/**
 * Makes the grid: onopen(layer, head) on click and Enter, onsay(line) on hover and focus. Returns {node, build(model),
 * draw(reading, level, layer), choose(layer, head), show(isShown), mark(isMarked)}.
 */
export function multiples({ onopen, onsay = () => {}, label }) {
  const node = el("div", { class: "multiples", role: "grid", "aria-label": label, "aria-readonly": "true" });
  let cells = new Map(), model = null, current = "0.0", paint = painter("sqrt"), lastReading = null, lastLevel = "raw";

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
    current = "0.0";
    node.setAttribute("aria-rowcount", model.layers);
    node.setAttribute("aria-colcount", model.heads);
    node.dataset.wide = String(model.heads > 12);
    const rows = [];
    for (let layer = model.layers - 1; layer >= 0; layer--) {
      const row = el("div", { role: "row", class: "headrow", "aria-rowindex": model.layers - layer }, el("span", { class: "rowname", role: "rowheader", "aria-label": `layer ${layer}` }, String(layer)));
      for (let head = 0; head < model.heads; head++) {
        const key = `${layer}.${head}`, role = roleOf(model, layer, head);
        const canvas = el("canvas", { width: 1, height: 1, "aria-hidden": "true" });
        const mark = role ? roleMark(role.role, role.margin ?? 1) : null;
        const cell = el("div", { role: "gridcell", class: "headcell", tabindex: key === current ? "0" : "-1", "data-head": key, "aria-label": headLine(model, layer, head) },
          canvas, el("span", { class: "headtag", "aria-hidden": "true" }, `${layer}.${head}`), mark ? el("span", { class: "rolemark", "aria-hidden": "true", "data-letter": mark.letter }, mark.letter) : null);
        if (mark) cell.querySelector(".rolemark").style.backgroundColor = mark.fill;
        cells.set(key, { node: cell, canvas, drawn: null });
        row.append(cell);
      }
      rows.push(row);
    }
    node.style.setProperty("--heads", model.heads);
    node.replaceChildren(...rows);
  }

  function drawHead(reading, level, layer, head) {
    const { canvas } = cells.get(`${layer}.${head}`), side = Math.min(FINEST, reading.n);
    const pooled = reading.pooled(layer, head, level, side);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const pen = canvas.getContext("2d"), image = pen.createImageData(side, side);
    for (let k = 0; k < pooled.length; k++) paint(pooled[k], image.data, 4 * k);
    pen.putImageData(image, 0, 0);
  }
  function draw(reading, level, layer) {
    lastReading = reading;
    lastLevel = level;
    for (let head = 0; head < model.heads; head++) drawHead(reading, level, layer, head);
  }
  function drawAll() {
    if (lastReading?.model !== model) return;
    for (let layer = 0; layer < model.layers; layer++) if (lastReading.has(layer)) draw(lastReading, lastLevel, layer);
  }
  return {
    node, build, draw,
    drawLevel(level) { lastLevel = level; drawAll(); },
    choose(layer, head) { cells.forEach((cell, key) => { const mine = key === `${layer}.${head}`; cell.node.classList.toggle("chosen", mine); cell.node.setAttribute("aria-selected", mine); }); },
    show(shows) { cells.forEach((cell, key) => cell.node.classList.toggle("dim", !shows(...key.split(".").map(Number)))); },
    mark(marks) { cells.forEach((cell, key) => { const change = marks(...key.split(".").map(Number)); if (change) cell.node.dataset.change = change; else delete cell.node.dataset.change; }); },
  };
}
