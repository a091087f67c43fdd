// One token in every head at once: a row for each head, a column for each token. What stands before the token is read by
// it, what stands behind it reads it.

import { desk } from "/app/desk.js";
import { el } from "/parts/elements.js";
import { headName, shown, visible } from "/parts/words.js";
import { within } from "/parts/numbers.js";
import { onTheme } from "/parts/theme.js";
import { weightInk } from "/parts/colour.js";

const STEPS = 255;

/** Red, green and blue of a colour of the theme. */
function channelsOf(name) {
  const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/** Makes the strip; onpoint(layer, head, token) and onopen(layer, head). Returns {node, draw(reading, level, token)}. */
export function strip({ onopen, onsay }) {
  const canvas = el("canvas", { class: "strip", tabindex: "0", role: "application", "aria-roledescription": "token in every head" });
  const node = el("div", { class: "stripbox" }, canvas);
  let shownNow = null, cursor = null, colours = null;
  const palette = () => {
    if (colours) return colours;
    const ink = weightInk(), shares = Array.from({ length: STEPS + 1 }, (_, k) => k / STEPS), [paper, reader] = ["--weight-0", "--reader"].map(channelsOf);
    return colours = { reads: shares.map(ink), readers: shares.map((x) => paper.map((c, i) => c + x * (reader[i] - c))) };
  };
  onTheme(() => { colours = null; if (shownNow) draw(shownNow.reading, shownNow.level, shownNow.token); });

  function draw(reading, level, token) {
    const { layers, heads } = reading.model, n = reading.n, rows = layers * heads;
    if (canvas.width !== n || canvas.height !== rows) { canvas.width = n; canvas.height = rows; canvas.style.height = `${within(rows * Math.max(2, Math.min(8, 96 / rows)), 48, 300)}px`; }
    const pen = canvas.getContext("2d"), image = pen.createImageData(n, rows), around = new Float32Array(n), { reads, readers } = palette();
    for (let layer = 0; layer < layers; layer++) {
      if (!reading.has(layer)) continue;
      for (let head = 0; head < heads; head++) {
        reading.around(layer, head, level, token, around);
        let at = 4 * ((rows - (layer + 1) * heads + head) * n);
        for (let k = 0; k < n; k++, at += 4) {
          const c = (k <= token ? reads : readers)[Math.round(Math.sqrt(within(around[k] || 0, 0, 1)) * STEPS)];
          image.data[at] = c[0]; image.data[at + 1] = c[1]; image.data[at + 2] = c[2]; image.data[at + 3] = 255;
        }
      }
    }
    pen.putImageData(image, 0, 0);
    shownNow = { reading, level, token };
    canvas.setAttribute("aria-label", `${visible(reading.tokens[token])} (${token}) in all ${rows} heads, the last layer on top; arrow keys move, Enter opens the head`);
  }
  const headAt = (row) => { const { layers, heads } = shownNow.reading.model; return [layers - 1 - Math.floor(row / heads), row % heads]; };
  function tell(row, k) {
    const { reading, level, token } = shownNow, [layer, head] = headAt(row);
    if (!reading.has(layer)) return;
    const w = reading.around(layer, head, level, token)[k], a = visible(reading.tokens[token]), b = visible(reading.tokens[k]);
    onsay(k <= token ? `${headName(layer, head)}: “${a}” reads ${shown(w)} of “${b}” (${k})` : `${headName(layer, head)}: “${b}” (${k}) reads ${shown(w)} of “${a}”`);
  }
  const place = (e) => { const box = canvas.getBoundingClientRect(); return { row: within(Math.floor((e.clientY - box.top) / box.height * canvas.height), 0, canvas.height - 1), k: within(Math.floor((e.clientX - box.left) / box.width * canvas.width), 0, canvas.width - 1) }; };
  canvas.addEventListener("pointermove", (e) => { if (shownNow) { const { row, k } = place(e); tell(row, k); } });
  canvas.addEventListener("click", (e) => { if (shownNow) onopen(...headAt(place(e).row)); });
  canvas.addEventListener("keydown", (e) => {
    if (!shownNow) return;
    cursor ??= { row: canvas.height - 1, k: shownNow.token };
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[e.key];
    if (step) { cursor = { row: within(cursor.row + step[0], 0, canvas.height - 1), k: within(cursor.k + step[1], 0, canvas.width - 1) }; tell(cursor.row, cursor.k); }
    else if (e.key === "Enter") onopen(...headAt(cursor.row));
    else return;
    e.preventDefault();
  });
  return { node, draw };
}
