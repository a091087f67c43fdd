// The weights of one head over a long text, made of its queries, keys and log-sum-exps where somebody looks. It answers what
// a Triangle answers; a whole row takes n products of dHead numbers.

import { floatsOf, integersOf } from "./packed.js";

/** s[i][j] = query_i . key_j, A[i][j] = exp(s[i][j] - logSumExp[i]); the scales are in query and key. */
export class Factored {
  constructor(dHead, query, key, logSumExp, keyFactor = null, overUniform = null) {
    this.n = logSumExp.length;
    this.dHead = dHead;
    this.query = query; // Float32Array, n dHead
    this.key = key;
    this.logSumExp = logSumExp;
    this.keyFactor = keyFactor; // of each key, before a row is renormalised; null for none
    this.first = overUniform; // the first key that counts where cells hold attention over uniform attention, else null
    this.rowFactors = new Float32Array(this.n).fill(NaN); // as they are asked for
  }

  /** From the results' factors. */
  static unpack(f) {
    const scaled = (levels, scales) => { const of = floatsOf(scales); return Float32Array.from(integersOf(levels), (x, at) => x * of[Math.floor(at / f.dHead)]); };
    return new Factored(f.dHead, scaled(f.query, f.queryScale), scaled(f.key, f.keyScale), floatsOf(f.logSumExp));
  }

  /** The weight as the head has it. */
  #own(i, j) {
    const { query, key, dHead } = this;
    let s = 0;
    for (let e = 0, a = i * dHead, b = j * dHead; e < dHead; e++, a++, b++) s += query[a] * key[b];
    return Math.exp(s - this.logSumExp[i]);
  }

  /** By what row i is multiplied; NaN where nothing of it is left. */
  #rowFactor(i) {
    if (this.keyFactor === null) return this.first === null ? 1 : i + 1 - this.first;
    if (Number.isNaN(this.rowFactors[i])) {
      let sum = 0;
      for (let j = 0; j <= i; j++) if (this.keyFactor[j] !== 0) sum += this.#own(i, j) * this.keyFactor[j];
      this.rowFactors[i] = sum < 1e-6 ? Infinity : 1 / sum;
    }
    const factor = this.rowFactors[i];
    return factor === Infinity ? NaN : factor * (this.first === null ? 1 : i + 1 - this.first);
  }

  #cell(i, j, factor) { return this.keyFactor === null ? this.#own(i, j) * factor : this.keyFactor[j] === 0 ? NaN : this.#own(i, j) * factor * this.keyFactor[j]; }

  /** A[i][j], null where it does not exist or j > i. */
  at(i, j) {
    if (j > i) return null;
    const w = this.#cell(i, j, this.#rowFactor(i));
    return Number.isNaN(w) ? null : w;
  }

  row(i) { return Array.from({ length: i + 1 }, (_, j) => this.at(i, j)); }

  column(j) { return Array.from({ length: this.n - j }, (_, k) => this.at(j + k, j)); }

  #with(keyFactor, first) { return new Factored(this.dHead, this.query, this.key, this.logSumExp, keyFactor, first); }

  withoutKey0() { return this.#with(Float32Array.from({ length: this.n }, (_, j) => (j === 0 ? 0 : this.keyFactor?.[j] ?? 1)), this.first); }

  /** Each key's weight times a figure of the key, rows renormalised. */
  weighted(figures) { return this.#with(Float32Array.from(figures, (x, j) => x * (this.keyFactor?.[j] ?? 1)), this.first); }

  overUniform(first = 0) { return this.#with(this.keyFactor, first); }

  sinkShare() {
    let sum = 0;
    for (let i = 1; i < this.n; i++) sum += this.#own(i, 0);
    return this.n > 1 ? sum / (this.n - 1) : null;
  }

  /** The cells of a square of the matrix, side x side, NaN where there is no weight. */
  cells(row, column, side) {
    const out = new Float32Array(side * side).fill(NaN);
    for (let r = 0, i = row * side; r < side && i < this.n; r++, i++) {
      const factor = this.#rowFactor(i), last = Math.min(side - 1, i - column * side);
      for (let c = 0; c <= last; c++) out[r * side + c] = this.#cell(i, column * side + c, factor);
    }
    return out;
  }
}
