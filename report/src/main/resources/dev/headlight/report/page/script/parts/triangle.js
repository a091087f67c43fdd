// The weights of one head over one text: a causal triangle, rows one after another, in one array.

import { exists } from "./numbers.js";

/** Weights A[i][j], j from 0 to i, of n tokens. A weight that does not exist is NaN in the array and null outside. */
export class Triangle {
  constructor(n, weights) {
    this.n = n;
    this.weights = weights; // Float32Array, n (n + 1) / 2
  }

  /** The number of weights before row i. */
  static start(i) { return i * (i + 1) / 2; }

  static ofRows(rows) {
    const weights = new Float32Array(Triangle.start(rows.length));
    rows.forEach((row, i) => row.forEach((w, j) => { weights[Triangle.start(i) + j] = exists(w) ? w : NaN; }));
    return new Triangle(rows.length, weights);
  }

  /** From base64: 16-bit numbers, low byte first, u / 65534, 65535 for no value. */
  static unpack(text) {
    const bytes = atob(text), weights = new Float32Array(bytes.length / 2);
    for (let k = 0; k < weights.length; k++) {
      const u = bytes.charCodeAt(2 * k) | (bytes.charCodeAt(2 * k + 1) << 8);
      weights[k] = u === 65535 ? NaN : u / 65534;
    }
    return new Triangle(Math.round((Math.sqrt(8 * weights.length + 1) - 1) / 2), weights);
  }

  /** A[i][j], null where it does not exist or j > i. */
  at(i, j) {
    if (j > i) return null;
    const w = this.weights[Triangle.start(i) + j];
    return Number.isNaN(w) ? null : w;
  }

  /** Row i: what query i reads of keys 0 to i. */
  row(i) { return Array.from(this.weights.subarray(Triangle.start(i), Triangle.start(i + 1)), (w) => (Number.isNaN(w) ? null : w)); }

  /** Column j: what queries j to n - 1 read of key j, first of them first. */
  column(j) { return Array.from({ length: this.n - j }, (_, k) => this.at(j + k, j)); }

  /** Key 0 dropped and the rest renormalised, as in the scores; a row that held nothing else has no value. */
  withoutKey0() {
    const out = new Float32Array(this.weights.length).fill(NaN);
    for (let i = 1; i < this.n; i++) {
      const from = Triangle.start(i);
      let rest = 0;
      for (let j = 1; j <= i; j++) rest += this.weights[from + j] || 0;
      if (rest < 1e-6) continue;
      for (let j = 1; j <= i; j++) out[from + j] = this.weights[from + j] / rest;
    }
    return new Triangle(this.n, out);
  }

  /** Each key's weight times a figure of the key, rows renormalised; a row that holds nothing then has no value. */
  weighted(figures) {
    const out = new Float32Array(this.weights.length).fill(NaN);
    for (let i = 0; i < this.n; i++) {
      const from = Triangle.start(i);
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += (this.weights[from + j] || 0) * figures[j];
      if (sum < 1e-6) continue;
      for (let j = 0; j <= i; j++) out[from + j] = this.weights[from + j] * figures[j] / sum;
    }
    return new Triangle(this.n, out);
  }

  /** The cells of a square of the matrix, side x side, NaN where there is no weight. */
  cells(row, column, side) {
    const out = new Float32Array(side * side).fill(NaN);
    for (let r = 0, i = row * side; r < side && i < this.n; r++, i++) {
      const from = Triangle.start(i) + column * side, last = Math.min(side - 1, i - column * side);
      for (let c = 0; c <= last; c++) out[r * side + c] = this.weights[from + c];
    }
    return out;
  }

  /** The same over units of tokens, each [from, to): weights summed over a key's tokens, their mean over a query's. */
  merged(units) {
    const out = new Float32Array(Triangle.start(units.length));
    units.forEach(([from, to], q) => {
      for (let k = 0; k <= q; k++) {
        let sum = 0, rows = 0;
        for (let i = from; i < to; i++) {
          let row = 0, any = false;
          for (let j = units[k][0]; j < Math.min(units[k][1], i + 1); j++) { const w = this.at(i, j); if (w !== null) { row += w; any = true; } }
          if (any || this.at(i, i) !== null) { sum += row; rows++; }
        }
        out[Triangle.start(q) + k] = rows ? sum / rows : NaN;
      }
    });
    return new Triangle(units.length, out);
  }

  /** Over uniform attention: A[i][j] (i + 1); with first = 1 key 0 is no key, and uniform is 1 / i. */
  overUniform(first = 0) {
    const out = new Float32Array(this.weights.length);
    for (let i = 0; i < this.n; i++) for (let j = 0; j <= i; j++) out[Triangle.start(i) + j] = this.weights[Triangle.start(i) + j] * (i + 1 - first);
    return new Triangle(this.n, out);
  }

  /** Mean over rows from row 1 on of the weight on key 0. */
  sinkShare() {
    let sum = 0, rows = 0;
    for (let i = 1; i < this.n; i++) { const w = this.at(i, 0); if (w !== null) { sum += w; rows++; } }
    return rows ? sum / rows : null;
  }
}
