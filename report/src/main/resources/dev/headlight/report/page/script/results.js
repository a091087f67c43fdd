// The results tree, and the questions that the page asks it. Nothing here draws.

const results = JSON.parse(document.getElementById("results").textContent);
const model = results.model;
const headCount = model.layers * model.heads;

/** Whether a figure exists: what does not is null in the tree, never 0. */
const exists = (x) => typeof x === "number" && !Number.isNaN(x);

/** The matrix of a score in one sink variant, or in the one that there is. */
function matrix(score, sink) {
  const all = results.scores.filter((m) => m.score === score);
  return all.find((m) => m.sink === sink) ?? all[0];
}

const scoreIds = [...new Set(results.scores.map((m) => m.score))];
const definitionOf = (id) => results.definitions.find((d) => d.id === id);
const titleOf = (id) => definitionOf(id)?.title ?? id.replaceAll("_", " ");
const roleOf = (layer, head) => results.roles.find((r) => r.layer === layer && r.head === head);
const verdictOf = (id) => results.verdicts.find((v) => v.id === id);

/** An entry of a [layer][head] matrix; null where the matrix was not taken. */
const at = (m, layer, head) => m?.[layer]?.[head] ?? null;

/** Every head with its figures in one matrix. */
function* headsOf(m) {
  for (let layer = 0; layer < m.value.length; layer++) {
    for (let head = 0; head < m.value[layer].length; head++) {
      yield {
        layer, head,
        value: at(m.value, layer, head), low: at(m.low, layer, head), high: at(m.high, layer, head),
        none: at(m.nullUniform, layer, head), control: at(m.control, layer, head),
        controlHigh: at(m.controlHigh, layer, head), q: at(m.q, layer, head),
      };
    }
  }
}

/** Whether a head's figure cannot be told from uniform attention: the interval holds the null, or q > 0.05. */
const undecided = (f) =>
  (exists(f.low) && exists(f.none) && f.low <= f.none && f.none <= f.high) || (exists(f.q) && f.q > 0.05);

function mean(values) {
  const there = values.filter(exists);
  return there.length ? there.reduce((a, b) => a + b, 0) / there.length : null;
}

/** Means over the heads of each layer. */
const layerMeans = (rows) => (rows ?? []).map((row) => mean(row));

function extent(values) {
  let low = Infinity, high = -Infinity;
  for (const v of values) {
    if (exists(v) && Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** Unpacks one head's rows: 16-bit numbers, low byte first, 65535 for no value; rows[i][j], j from 0 to i. */
function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const rows = [];
  for (let i = 0, n = 0; n * 2 < bytes.length; i++) {
    const row = [];
    for (let j = 0; j <= i; j++, n++) {
      const u = view.getUint16(n * 2, true);
      row.push(u === 65535 ? null : u / 65534);
    }
    rows.push(row);
  }
  return rows;
}
