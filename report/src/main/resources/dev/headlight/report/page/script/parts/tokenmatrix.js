// Attention as a matrix over tokens: query rows read key columns, from the top left; zoom, pan, a cross-hair.

import { el } from "./elements.js";
import { within } from "./numbers.js";
import { onTheme } from "./theme.js";
import { drawTiles, painter } from "./tiles.js";
import { shortened, visible } from "./words.js";

const LEFT = 92, TOP = 84, LEAST = 8, FONT = 11;
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-16, 0], PageDown: [16, 0] };

/**
 * Makes the matrix. onpoint(query, key) while the pointer or the arrow keys move, onpin(query, key) on click and
 * Enter. widest is its greatest width in pixels.
 *
 * Returns {node, show(pyramid, tokens, scale, label), point(query, key), refresh()}: show takes other attention and
 * keeps the zoom where the text stays; point draws the cross-hair, key -1 for a whole row; refresh draws again what
 * the pyramid has by now.
 */
export function tokenMatrix({ onpoint = () => {}, onpin = () => {}, widest = 620 }) {
  const canvas = el("canvas", { class: "matrix", role: "application", tabindex: "0", "aria-roledescription": "attention matrix" });
  const map = el("canvas", { class: "minimap", width: 128, height: 128, hidden: true, "aria-hidden": "true" });
  const where = el("span", { class: "muted small" });
  const button = (text, name, onclick) => el("button", { type: "button", class: "quiet", "aria-label": name, onclick }, text);
  const node = el("div", { class: "matrixbox" }, canvas,
    el("div", { class: "tools" }, button("+", "zoom in", () => zoom(0.5)), button("−", "zoom out", () => zoom(2)), button("whole", "show the whole matrix", () => zoom(Infinity)), where, map));
  let shown = null, view = { row: 0, column: 0, size: 1 }, cursor = { query: -1, key: -1 }, pictures = new Map(), side = 0, drag = null, asked = false;

  let colours = new Map(), painters = new Map(); // of the theme
  const kept = (map, name, make) => { if (!map.has(name)) map.set(name, make(name)); return map.get(name); };
  const colour = (name) => kept(colours, name, (n) => getComputedStyle(document.documentElement).getPropertyValue(n).trim());
  const painterOf = (scale) => kept(painters, scale, painter);
  const font = () => kept(colours, "font", () => `${FONT}px ${getComputedStyle(document.body).fontFamily}`);
  const labelsOf = (tokens) => tokens.map((t) => shortened(visible(t), 12));

  function resize() {
    const width = Math.min(widest, Math.floor(node.clientWidth)), sharp = window.devicePixelRatio || 1;
    if (width <= LEFT + 20) return;
    side = width - LEFT - 1;
    const height = side + TOP + 1;
    if (canvas.width !== Math.round(width * sharp)) {
      canvas.width = Math.round(width * sharp);
      canvas.height = Math.round(height * sharp);
      // The CSS size by attribute of the object model: the page's policy has no place for style attributes.
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    canvas.getContext("2d").setTransform(sharp, 0, 0, sharp, 0, 0);
    drawNow();
  }

  /** Draws once, however often it is asked for before the task under way ends. */
  function draw() {
    if (asked) return;
    asked = true;
    queueMicrotask(() => { if (asked) drawNow(); });
  }
  function drawNow() {
    asked = false;
    if (!shown || side <= 0) return;
    const pen = canvas.getContext("2d"), n = shown.pyramid.n, cell = side / view.size;
    pen.clearRect(0, 0, LEFT + side + 1, TOP + side + 1);
    pen.fillStyle = colour("--raised");
    pen.fillRect(LEFT, TOP, side, side);
    drawTiles(pen, shown.pyramid, shown.paint, pictures, { ...view, left: LEFT, top: TOP, side });
    rails(pen, cell);
    crosshair(pen, cell);
    pen.strokeStyle = colour("--line");
    pen.lineWidth = 1;
    pen.strokeRect(LEFT - 0.5, TOP - 0.5, side + 1, side + 1);
    const whole = view.size >= n;
    where.textContent = whole ? "" : `queries ${view.row} to ${Math.min(n, view.row + view.size) - 1}, keys ${view.column} to ${Math.min(n, view.column + view.size) - 1}${view.size > side ? "; a cell shows the greatest of its weights" : ""}`;
    map.hidden = whole;
    if (!whole) minimap(n);
  }

  function rails(pen, cell) {
    const step = Math.max(1, Math.ceil((FONT + 1) / cell)), ink = colour("--ink"), muted = colour("--muted");
    pen.font = font();
    pen.textBaseline = "middle";
    const marked = (i, which) => (i === cursor[which] ? ink : muted);
    for (let k = 0; k < view.size; k++) {
      const i = view.row + k, j = view.column + k;
      if (i < shown.labels.length && (i % step === 0 || i === cursor.query)) {
        pen.fillStyle = marked(i, "query");
        pen.textAlign = "right";
        if (i === cursor.query || Math.abs(i - cursor.query) >= step || cursor.query < 0) pen.fillText(shown.labels[i], LEFT - 6, TOP + (k + 0.5) * cell);
      }
      if (j < shown.labels.length && (j % step === 0 || j === cursor.key)) {
        if (j !== cursor.key && cursor.key >= 0 && Math.abs(j - cursor.key) < step) continue;
        pen.save();
        pen.translate(LEFT + (k + 0.5) * cell, TOP - 6);
        pen.rotate(-Math.PI / 2);
        pen.fillStyle = marked(j, "key");
        pen.textAlign = "left";
        pen.fillText(shown.labels[j], 0, 0);
        pen.restore();
      }
    }
    pen.textAlign = "left";
    pen.fillStyle = muted;
    pen.fillText("query ↓", 4, TOP - 20);
    pen.fillText("key →", 4, TOP - 6);
  }

  function crosshair(pen, cell) {
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, TOP, side, side);
    pen.clip();
    pen.lineWidth = 1.5;
    const y = TOP + (cursor.query - view.row) * cell, x = LEFT + (cursor.key - view.column) * cell;
    if (cursor.query >= 0) {
      pen.strokeStyle = colour("--model");
      pen.strokeRect(LEFT - 2, y, (cursor.query + 1 - view.column) * cell + 2, Math.max(cell, 1));
    }
    if (cursor.key >= 0) {
      pen.strokeStyle = colour("--comparison");
      pen.strokeRect(x, TOP + (cursor.key - view.row) * cell, Math.max(cell, 1), side * 2 + shown.pyramid.n * cell);
    }
    pen.restore();
  }

  function minimap(n) {
    const pen = map.getContext("2d"), scale = map.width / n;
    pen.clearRect(0, 0, map.width, map.height);
    pen.fillStyle = colour("--raised");
    pen.fillRect(0, 0, map.width, map.height);
    drawTiles(pen, shown.pyramid, shown.paint, pictures, { row: 0, column: 0, size: n, left: 0, top: 0, side: map.width });
    pen.strokeStyle = colour("--comparison");
    pen.lineWidth = 2;
    pen.strokeRect(view.column * scale, view.row * scale, view.size * scale, view.size * scale);
  }

  function lookAt(row, column, size) {
    const n = shown.pyramid.n;
    size = within(Math.round(size), Math.min(LEAST, n), n);
    view = { size, row: within(Math.round(row), 0, n - size), column: within(Math.round(column), 0, n - size) };
    draw();
  }
  function zoom(factor, query = cursor.query >= 0 ? cursor.query : view.row + view.size / 2, key = cursor.key >= 0 ? cursor.key : Math.min(query, view.column + view.size / 2)) {
    const size = within(view.size * factor, LEAST, shown.pyramid.n), part = (at, from) => within((at + 0.5 - from) / view.size, 0, 1);
    lookAt(query + 0.5 - part(query, view.row) * size, key + 0.5 - part(key, view.column) * size, size);
  }
  function place(e) {
    const box = canvas.getBoundingClientRect(), cell = side / view.size;
    const query = Math.floor(view.row + (e.clientY - box.top - TOP) / cell), key = Math.floor(view.column + (e.clientX - box.left - LEFT) / cell);
    const last = shown.pyramid.n - 1;
    return { query: within(query, 0, last), key: within(key, 0, last), inside: key >= view.column && query >= view.row };
  }
  function point(query, key = -1) {
    cursor = { query, key };
    draw();
  }
  function moveTo(query, key) {
    const last = shown.pyramid.n - 1;
    cursor = { query: within(query, 0, last), key: within(key, 0, last) };
    const fit = (at, from) => within(from, at - view.size + 1, at);
    lookAt(fit(cursor.query, view.row), fit(cursor.key, view.column), view.size);
    onpoint(cursor.query, cursor.key);
  }

  canvas.addEventListener("pointermove", (e) => {
    if (!shown) return;
    if (drag && e.buttons) {
      const cell = side / view.size;
      if (Math.abs(e.clientX - drag.x) + Math.abs(e.clientY - drag.y) > 4) drag.moved = true;
      lookAt(drag.row - (e.clientY - drag.y) / cell, drag.column - (e.clientX - drag.x) / cell, view.size);
      return;
    }
    const at = place(e);
    if (at.inside && (at.query !== cursor.query || at.key !== cursor.key)) onpoint(at.query, at.key);
  });
  canvas.addEventListener("pointerdown", (e) => { drag = { x: e.clientX, y: e.clientY, row: view.row, column: view.column, moved: false }; });
  canvas.addEventListener("click", (e) => { const at = place(e); if (at.inside && !drag?.moved) onpin(at.query, at.key); drag = null; });
  canvas.addEventListener("dblclick", (e) => { const at = place(e); zoom(0.5, at.query, at.key); });
  // The wheel alone scrolls the page.
  canvas.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    const at = place(e);
    zoom(e.deltaY > 0 ? 1.25 : 0.8, at.query, at.key);
  }, { passive: false });
  canvas.addEventListener("keydown", (e) => {
    if (!shown) return;
    const step = STEPS[e.key], at = cursor.query >= 0 ? cursor : { query: shown.pyramid.n - 1, key: 0 };
    if (step) moveTo(at.query + step[0], Math.max(at.key, 0) + step[1]);
    else if (e.key === "Home") moveTo(at.query, 0);
    else if (e.key === "End") moveTo(at.query, at.query);
    else if (e.key === "+" || e.key === "=") zoom(0.5);
    else if (e.key === "-") zoom(2);
    else if (e.key === "0") zoom(Infinity);
    else if (e.key === "Enter" || e.key === " ") onpin(at.query, at.key);
    else return;
    e.preventDefault();
  });
  new ResizeObserver(() => requestAnimationFrame(resize)).observe(node);
  onTheme(() => {
    colours.clear();
    painters.clear();
    if (shown) { shown.paint = painterOf(shown.scale); pictures.clear(); draw(); }
  });

  return {
    node, canvas, point,
    show(pyramid, tokens, scale, label) {
      const same = shown && shown.tokens === tokens;
      shown = { pyramid, tokens, scale, labels: same ? shown.labels : labelsOf(tokens), paint: painterOf(scale) };
      pictures = new Map();
      canvas.setAttribute("aria-label", label);
      if (!same) { view = { row: 0, column: 0, size: pyramid.n }; cursor = { query: -1, key: -1 }; }
      if (side > 0) draw(); else resize();
    },
    refresh: draw,
  };
}
