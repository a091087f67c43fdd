// How alike two heads read one text: the Jensen-Shannon divergence of their rows, in nats, mean over rows; 0 for the same
// row by row, ln 2 where they never read the same key. Key 0 is left out, as in the scores.

/** Divergence of every head from one, by [layer][head]; null where a row has nothing but key 0. */
export function divergences(reading, layer, head) {
  const { layers, heads } = reading.model, own = reading.triangle(layer, head, "without"), out = [];
  for (let l = 0; l < layers; l++) {
    out.push([]);
    for (let h = 0; h < heads; h++) out[l].push(l === layer && h === head ? 0 : divergence(own, reading.triangle(l, h, "without"), reading.n));
  }
  return out;
}

/** The same of two triangles of n tokens, key 0 left out of both. */
export function divergence(a, b, n) {
  let sum = 0, rows = 0;
  for (let i = 1; i < n; i++) {
    const start = i * (i + 1) / 2;
    if (Number.isNaN(a.weights[start + 1]) || Number.isNaN(b.weights[start + 1])) continue;
    let row = 0;
    for (let k = start + 1; k <= start + i; k++) {
      const p = a.weights[k], q = b.weights[k], m = (p + q) / 2;
      if (p > 0) row += p * Math.log(p / m) / 2;
      if (q > 0) row += q * Math.log(q / m) / 2;
    }
    sum += row;
    rows++;
  }
  return rows ? sum / rows : null;
}
