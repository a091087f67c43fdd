// Lessons 4 to 7: the forward pass of a pre-norm transformer in GPT-2's form, in double precision on the 32-bit weights.
//   x = embedding[token] + position[i];  each layer: x += W_O attention(norm x), x += down(gelu(up(norm x)));
//   logits = output norm(x)

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

const gelu = (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

// One head: a row of weights for each query, over the keys up to it, and what they make of the values.
// A change of the pattern ("uniform") or of what comes out ("off") stands in for the head's own.
function attend(queries, keys, values, from, width, change) {
  const scale = 1 / Math.sqrt(width);
  const pattern = queries.map((query, i) => {
    if (change === "uniform") return Array(i + 1).fill(1 / (i + 1));
    const scores = [];
    for (let j = 0; j <= i; j++) {
      let s = 0;
      for (let e = from; e < from + width; e++) s += query[e] * keys[j][e];
      scores.push(s * scale);
    }
    return softmax(scores);
  });
  const output = pattern.map((row) => {
    const o = new Float64Array(width);
    if (change === "off") return o;
    row.forEach((a, j) => { for (let e = 0; e < width; e++) o[e] += a * values[j][from + e]; });
    return o;
  });
  return { pattern, output };
}

// Runs a window. `changes` names what becomes of each head of the first layer, or nothing.
// Back come the logits of every position and the pattern of every layer and head.
function forward({ config, tensors }, tokens, changes = []) {
  const { dModel, dHead, nHeads, nLayers, epsilon } = config;
  const patterns = [];
  let x = tokens.map((token, i) => Float64Array.from({ length: dModel }, (_, e) =>
    tensors.embedding.values[token * dModel + e] + tensors.position.values[i * dModel + e]));
  for (let l = 0; l < nLayers; l++) {
    const of = (name) => tensors[`${l}.${name}`];
    const project = (name, rows) => rows.map((row) => linear(of(name), of(`${name}.bias`), row));
    const normed = (name) => x.map((row) => layerNorm(row, of(`${name}.gain`), of(`${name}.bias`), epsilon));
    const input = normed("attentionNorm");
    const q = project("query", input), k = project("key", input), v = project("value", input);
    const heads = Array.from({ length: nHeads }, (_, h) => attend(q, k, v, h * dHead, dHead, l === 0 ? changes[h] : undefined));
    patterns.push(heads.map((head) => head.pattern));
    const joined = x.map((_, i) => Float64Array.from(heads.flatMap((head) => [...head.output[i]])));
    const add = (rows) => { x = x.map((row, i) => row.map((e, c) => e + rows[i][c])); };
    add(project("output", joined));
    add(project("down", project("up", normed("feedForwardNorm")).map((row) => row.map(gelu))));
  }
  const logits = x.map((row) => [...linear(tensors.output, null, layerNorm(row, tensors["finalNorm.gain"], tensors["finalNorm.bias"], epsilon))]);
  return { logits, patterns };
}
