// Tiles of a pyramid as pixels.

import { divergingChannels, WEIGHT_SCALES, weightInk } from "./colour.js";
import { within } from "./numbers.js";
import { TILE } from "./pyramid.js";

const STEPS = 1024;

/**
 * From a weight to a colour, as a function (weight, pixels, place) that writes four bytes. scale is a key of
 * WEIGHT_SCALES, or "uniform" where the cells hold attention over uniform attention: white at 1, the full colours at
 * 1/32 and 32.
 */
export function painter(scale) {
  const uniform = scale === "uniform", ink = uniform ? null : weightInk(), darkness = uniform ? null : WEIGHT_SCALES[scale].of;
  const colours = Array.from({ length: STEPS + 1 }, (_, k) => (uniform ? divergingChannels(2 * k / STEPS - 1) : ink(k / STEPS)));
  const step = uniform
    ? (w) => (w > 0 ? within(Math.log2(w) / 10 + 0.5, 0, 1) : 0)
    : (w) => darkness(within(w, 0, 1));
  return (w, pixels, place) => {
    if (Number.isNaN(w)) return; // stays transparent
    const c = colours[Math.round(step(w) * STEPS)];
    pixels[place] = c[0]; pixels[place + 1] = c[1]; pixels[place + 2] = c[2]; pixels[place + 3] = 255;
  };
}

/** A canvas of TILE x TILE pixels, one a cell. */
export function tilePicture(cells, paint) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = TILE;
  const pen = canvas.getContext("2d"), image = pen.createImageData(TILE, TILE);
  for (let k = 0; k < cells.length; k++) paint(cells[k], image.data, 4 * k);
  pen.putImageData(image, 0, 0);
  return canvas;
}

/**
 * Draws the part of a pyramid from token (row, column) on, size tokens wide, into a square of side pixels at (left,
 * top). pictures is a Map that keeps what was painted; clear it when colours change. Returns whether all was there.
 */
export function drawTiles(pen, pyramid, paint, pictures, { row, column, size, left, top, side }) {
  const level = within(Math.ceil(Math.log2(size / side) - 1e-9), 0, pyramid.levels - 1), span = TILE * 2 ** level, scale = side / size;
  let complete = true;
  pen.save();
  pen.beginPath();
  pen.rect(left, top, side, side);
  pen.clip();
  pen.imageSmoothingEnabled = false;
  for (let r = Math.floor(row / span); r * span < Math.min(row + size, pyramid.n); r++) {
    for (let c = Math.floor(column / span); c <= r && c * span < column + size; c++) {
      const key = `${level}.${r}.${c}`;
      if (!pictures.has(key)) {
        const cells = pyramid.tile(level, r, c);
        if (cells === null) { complete = false; continue; }
        pictures.set(key, tilePicture(cells, paint));
      }
      const x = left + (c * span - column) * scale, y = top + (r * span - row) * scale;
      pen.drawImage(pictures.get(key), x, y, span * scale, span * scale);
    }
  }
  pen.restore();
  return complete;
}

/** The whole triangle small, for many heads side by side: one pixel a cell of the level that fits. */
export function thumbnail(canvas, pyramid, paint) {
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, canvas.width, canvas.height);
  drawTiles(pen, pyramid, paint, new Map(), { row: 0, column: 0, size: pyramid.n, left: 0, top: 0, side: canvas.width });
}
