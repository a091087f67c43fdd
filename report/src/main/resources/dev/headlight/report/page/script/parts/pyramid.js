// A triangle at several levels of detail, so that a matrix of thousands of tokens can be drawn and zoomed.

import { Triangle } from "./triangle.js";

/** Cells on a side of a tile. */
export const TILE = 64;

/**
 * The levels of a triangle in memory. A cell of level l covers 2^l x 2^l weights and holds the greatest of them, so
 * that a stripe one token wide is seen from afar. tile(level, row, column) is a Float32Array of TILE x TILE cells, NaN
 * where there is no weight. Whoever has its weights elsewhere offers the same two fields and this function; it may
 * return null for a tile that is on its way, and call the matrix's refresh() when it has come.
 */
export function pyramidOf(triangle) {
  const n = triangle.n, levels = Math.max(1, Math.ceil(Math.log2(Math.max(1, n / TILE))) + 1), made = new Map();
  function tile(level, row, column) {
    const key = `${level}.${row}.${column}`;
    if (!made.has(key)) made.set(key, level === 0 ? exact(row, column) : pooled(level, row, column));
    return made.get(key);
  }
  function exact(row, column) {
    const cells = new Float32Array(TILE * TILE).fill(NaN);
    for (let r = 0; r < TILE; r++) {
      const i = row * TILE + r;
      if (i >= n) break;
      for (let c = 0; c < TILE && column * TILE + c <= i; c++) cells[r * TILE + c] = triangle.weights[Triangle.start(i) + column * TILE + c];
    }
    return cells;
  }
  function pooled(level, row, column) {
    const cells = new Float32Array(TILE * TILE).fill(NaN), half = TILE / 2;
    for (let quarter = 0; quarter < 4; quarter++) {
      const below = [2 * row + (quarter >> 1), 2 * column + (quarter & 1)];
      if (below[0] * TILE * 2 ** (level - 1) >= n || below[1] > below[0]) continue;
      const from = tile(level - 1, ...below);
      for (let r = 0; r < half; r++) {
        for (let c = 0; c < half; c++) {
          let most = NaN;
          for (let k = 0; k < 4; k++) {
            const w = from[(2 * r + (k >> 1)) * TILE + 2 * c + (k & 1)];
            if (!(w <= most) && !Number.isNaN(w)) most = w;
          }
          cells[((quarter >> 1) * half + r) * TILE + (quarter & 1) * half + c] = most;
        }
      }
    }
    return cells;
  }
  return { n, levels, tile };
}
