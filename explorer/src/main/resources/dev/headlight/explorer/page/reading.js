// A text as a model has read it: tokens, every head's attention, the length of every value, what may come next.

import { Triangle } from "/parts/triangle.js";

const SQUARE = Float32Array.from({ length: 65536 }, (_, u) => (u / 65535) ** 2);
const KEPT = 24;

/** How attention can be looked at. Each is A[i][j] times a factor of the row and one of the key. */
export const LEVELS = {
  raw: "attention as it is",
  without: "without key 0",
  norm: "weighted by the value's length",
};

export class Reading {
  constructor(model, text) {
    this.model = model;
    this.text = text;
    this.tokens = [];
    this.note = "";
    this.layers = []; // [layer] {norms: Float32Array, roots: Uint16Array}
    this.outcome = null;
    this.factors = new Map();
    this.triangles = new Map();
  }

  get n() { return this.tokens.length; }

  /** Takes a layer as the server packs it. */
  take(layer, bytes) {
    const { heads } = this.model, n = this.n;
    this.layers[layer] = { norms: new Float32Array(bytes.buffer, 4, heads * n), roots: new Uint16Array(bytes.buffer, 4 + 4 * heads * n, heads * n * (n + 1) / 2) };
  }

  has(layer) { return this.layers[layer] !== undefined; }

  roots(layer, head) { const size = Triangle.start(this.n); return this.layers[layer].roots.subarray(head * size, (head + 1) * size); }
  norms(layer, head) { return this.layers[layer].norms.subarray(head * this.n, (head + 1) * this.n); }

  /** A[i][j] as it is. */
  weight(layer, head, i, j) { return SQUARE[this.layers[layer].roots[head * Triangle.start(this.n) + Triangle.start(i) + j]]; }

  /** The two factors of a way of looking: {row, key}; a row of which nothing is left has NaN. */
  level(layer, head, level) {
    const name = `${layer}.${head}.${level}`;
    if (!this.factors.has(name)) this.factors.set(name, this.#factors(layer, head, level));
    return this.factors.get(name);
  }

  #factors(layer, head, level) {
    const n = this.n, row = new Float32Array(n).fill(1);
    const key = level === "norm" ? this.norms(layer, head) : new Float32Array(n).fill(1);
    if (level === "raw") return { row, key };
    if (level === "without") key[0] = 0;
    const roots = this.roots(layer, head);
    for (let i = 0, k = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++, k++) sum += SQUARE[roots[k]] * key[j];
      row[i] = sum < 1e-6 ? NaN : 1 / sum;
    }
    return { row, key };
  }

  /** All weights of a head. */
  triangle(layer, head, level) {
    const name = `${layer}.${head}.${level}`;
    let made = this.triangles.get(name);
    if (!made) {
      const n = this.n, weights = new Float32Array(Triangle.start(n)), roots = this.roots(layer, head), { row, key } = this.level(layer, head, level);
      for (let i = 0, k = 0; i < n; i++) for (let j = 0; j <= i; j++, k++) weights[k] = SQUARE[roots[k]] * row[i] * key[j];
      made = new Triangle(n, weights);
      if (this.triangles.size >= KEPT) this.triangles.delete(this.triangles.keys().next().value);
      this.triangles.set(name, made);
    }
    return made;
  }

  /** The greatest weight of each of side x side cells, as a Float32Array; NaN above the diagonal. */
  pooled(layer, head, level, side) {
    const n = this.n, roots = this.roots(layer, head), { row, key } = this.level(layer, head, level), out = new Float32Array(side * side).fill(NaN);
    for (let i = 0, k = 0; i < n; i++) {
      const r = Math.floor(i * side / n) * side, factor = row[i];
      for (let j = 0; j <= i; j++, k++) {
        const at = r + Math.floor(j * side / n), w = SQUARE[roots[k]] * factor * key[j];
        if (!(out[at] >= w)) out[at] = w;
      }
    }
    return out;
  }

  /** What token i reads of each earlier one, and what each later one reads of it: T weights. */
  around(layer, head, level, token, out = new Float32Array(this.n)) {
    const roots = this.roots(layer, head), { row, key } = this.level(layer, head, level);
    const start = Triangle.start(token);
    for (let j = 0; j <= token; j++) out[j] = SQUARE[roots[start + j]] * row[token] * key[j];
    for (let i = token + 1; i < this.n; i++) out[i] = SQUARE[roots[Triangle.start(i) + token]] * row[i] * key[token];
    return out;
  }
}
