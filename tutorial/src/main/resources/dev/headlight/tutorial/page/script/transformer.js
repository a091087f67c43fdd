// Lessons 4 to 7 and 10: the forward pass of a pre-norm transformer, in double precision on the 32-bit weights.
//   x = embedding[token];  each layer: x += W_O attention(norm x), x += down(hidden(norm x));  logits = output norm(x)
// In GPT-2's form position[i] is added to x, the norm is by mean and variance, hidden(y) = gelu(up y). In Llama's form
// queries and keys are turned by their positions, the norm is by the mean square, hidden(y) = silu(gate y) * up y, and
// heads may share keys and values. Which of these it is shows in the tensors that there are.

// y = W x + b
function linear({ rows, columns, values }, bias, x) {
  const y = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    let sum = bias ? bias.values[r] : 0;
    for (let c = 0, at = r * columns; c < columns; c++) sum += values[at + c] * x[c];
    y[r] = sum;
  }
  return y;
}

function layerNorm(x, gain, bias, epsilon) {
  let mean = 0, variance = 0;
  for (const e of x) mean += e / x.length;
  for (const e of x) variance += (e - mean) ** 2 / x.length;
  const scale = 1 / Math.sqrt(variance + epsilon);
  return x.map((e, i) => (e - mean) * scale * gain.values[i] + (bias ? bias.values[i] : 0));
}

function rmsNorm(x, gain, epsilon) {
  let square = 0;
  for (const e of x) square += e * e / x.length;
  const scale = 1 / Math.sqrt(square + epsilon);
  return x.map((e, i) => e * scale * gain.values[i]);
}

// Each head's pairs of numbers (p, p + width / 2), turned by the angle position * frequencies[p].
function turned(row, position, width, frequencies) {
  const y = Float64Array.from(row);
  for (let from = 0; from < row.length; from += width) {
    frequencies.forEach((frequency, p) => {
      const cos = Math.cos(position * frequency), sin = Math.sin(position * frequency);
      const a = row[from + p], b = row[from + p + width / 2];
      y[from + p] = a * cos - b * sin;
      y[from + p + width / 2] = b * cos + a * sin;
    });
  }
  return y;
}

const silu = (x) => x / (1 + Math.exp(-x));
const gelu = (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

// One head: a row of weights for each query, over the keys up to it, and what they make of the values. The head's
// numbers begin at `from` in a query, at `shared` in a key or value. A change of the pattern ("uniform")
// or of what comes out ("off") stands in for the head's own.
function attend(queries, keys, values, from, shared, width, change) {
  const scale = 1 / Math.sqrt(width);
  const pattern = queries.map((query, i) => {
    if (change === "uniform") return Array(i + 1).fill(1 / (i + 1));
    const scores = [];
    for (let j = 0; j <= i; j++) {
      let s = 0;
      for (let e = 0; e < width; e++) s += query[from + e] * keys[j][shared + e];
      scores.push(s * scale);
    }
    return softmax(scores);
  });
  const output = pattern.map((row) => {
    const o = new Float64Array(width);
    if (change === "off") return o;
    row.forEach((a, j) => { for (let e = 0; e < width; e++) o[e] += a * values[j][shared + e]; });
    return o;
  });
  return { pattern, output };
}

// Runs a window. `changes` names what becomes of each head of the first layer, or nothing.
// Back come the logits of every position and the pattern of every layer and head.
function forward({ config, tensors }, tokens, changes = []) {
  const { dModel, dHead, nHeads, nKvHeads, nLayers, epsilon, rotary } = config;
  const patterns = [];
  let x = tokens.map((token, i) => Float64Array.from({ length: dModel }, (_, e) =>
    tensors.embedding.values[token * dModel + e] + (tensors.position ? tensors.position.values[i * dModel + e] : 0)));
  const norm = (name, row) => {
    const gain = tensors[`${name}.gain`], bias = tensors[`${name}.bias`];
    return bias ? layerNorm(row, gain, bias, epsilon) : rmsNorm(row, gain, epsilon);
  };
  for (let l = 0; l < nLayers; l++) {
    const of = (name) => tensors[`${l}.${name}`];
    const project = (name, rows) => rows.map((row) => linear(of(name), of(`${name}.bias`), row));
    const normed = (name) => x.map((row) => norm(`${l}.${name}`, row));
    const turn = (rows) => (rotary ? rows.map((row, i) => turned(row, i, dHead, rotary)) : rows);
    const input = normed("attentionNorm");
    const q = turn(project("query", input)), k = turn(project("key", input)), v = project("value", input);
    const heads = Array.from({ length: nHeads }, (_, h) =>
      attend(q, k, v, h * dHead, Math.floor(h * nKvHeads / nHeads) * dHead, dHead, l === 0 ? changes[h] : undefined));
    patterns.push(heads.map((head) => head.pattern));
    const joined = x.map((_, i) => Float64Array.from(heads.flatMap((head) => [...head.output[i]])));
    const add = (rows) => { x = x.map((row, i) => row.map((e, c) => e + rows[i][c])); };
    add(project("output", joined));
    const inside = normed("feedForwardNorm");
    const up = project("up", inside);
    const gate = of("gate") ? project("gate", inside) : null;
    add(project("down", up.map((row, i) => row.map((e, c) => (gate ? silu(gate[i][c]) * e : gelu(e))))));
  }
  const logits = x.map((row) => [...linear(tensors.output, null, norm("finalNorm", row))]);
  return { logits, patterns };
}
