// A triangle at several levels of detail, so that a matrix of thousands of tokens can be drawn and zoomed.

/** Cells on a side of a tile. */
export const TILE = 64;

/** Milliseconds that are worked at a time, so that the page answers meanwhile. */
const SLICE = 12;

/**
 * The levels of a matrix, given as n and cells(row, column, side). A cell of level l covers 2^l x 2^l weights and holds
 * the greatest of them, so that a stripe one token wide is seen from afar. tile(level, row, column) is a Float32Array of
 * TILE x TILE cells, NaN where there is no weight.
 *
 * Where onmore is given, a tile above level 0 may be null: it is made from then on, a little at a time, and onmore() is
 * called when it is there; what it answers, true or false, says whether the rest is still wanted.
 */
export function pyramidOf(source, onmore = null) {
  const n = source.n, levels = Math.max(1, Math.ceil(Math.log2(Math.max(1, n / TILE))) + 1), made = new Map(), work = new Map();
  let working = false;
  function tile(level, row, column) {
    const key = `${level}.${row}.${column}`;
    if (made.has(key)) return made.get(key);
    if (level > 0 && onmore) { want(key, level, row, column); return null; }
    made.set(key, level === 0 ? source.cells(row, column, TILE) : pooled(level, row, column));
    return made.get(key);
  }
  function want(key, level, row, column) {
    if (!work.has(key)) work.set(key, making(level, row, column));
    if (!working) { working = true; setTimeout(go); }
  }
  function go() {
    const until = performance.now() + SLICE;
    let more = false;
    while (work.size > 0 && performance.now() < until) {
      const [key, making] = work.entries().next().value;
      if (making.next().done) { work.delete(key); more = true; }
    }
    if (more && !onmore()) { work.clear(); }
    working = work.size > 0;
    if (working) setTimeout(go);
  }
  function* making(level, row, column) {
    for (let quarter = 0; quarter < 4; quarter++) {
      const r = 2 * row + (quarter >> 1), c = 2 * column + (quarter & 1);
      if (!within(level, r, c) || made.has(`${level - 1}.${r}.${c}`)) continue;
      if (level > 1) yield* making(level - 1, r, c); else { tile(0, r, c); yield; }
    }
    made.set(`${level}.${row}.${column}`, pooled(level, row, column));
  }
  /** Whether a tile below a level holds any weight. */
  const within = (level, row, column) => row * TILE * 2 ** (level - 1) < n && column <= row;
  function pooled(level, row, column) {
    const cells = new Float32Array(TILE * TILE).fill(NaN), half = TILE / 2;
    for (let quarter = 0; quarter < 4; quarter++) {
      const below = [2 * row + (quarter >> 1), 2 * column + (quarter & 1)];
      if (!within(level, ...below)) continue;
      const from = made.get(`${level - 1}.${below.join(".")}`) ?? tile(level - 1, ...below);
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
