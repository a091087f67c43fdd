// Lesson 2: the loss of a head one wide over pairs, its slopes, and Adam. The head is h = (q, k, v).

// All pairs of whole numbers from -far to far.
function wholePairs(far) {
  const pairs = [];
  for (let a = -far; a <= far; a++) for (let b = -far; b <= far; b++) pairs.push([a, b]);
  return pairs;
}

// What comes out of one pair where W_v = 1, and how fast it grows with c = W_q W_k.
//   s_ij = c x_i x_j;  o_i = Σ_j a_ij x_j;  ∂o_i/∂s_ij = a_ij (x_j - o_i)
function spread(c, x) {
  let sum = 0, slope = 0;
  for (const xi of x) {
    const a = softmax(x.map((xj) => c * xi * xj));
    const o = dot(a, x);
    sum += o;
    x.forEach((xj, j) => { slope += a[j] * (xj - o) * xi * xj; });
  }
  return { sum, slope };
}

// L = mean of (W_v sum - (a + b))², and its slopes by the three weights.
function headLoss([q, k, v], pairs) {
  let loss = 0, byC = 0, byV = 0;
  for (const x of pairs) {
    const { sum, slope } = spread(q * k, x);
    const error = v * sum - x[0] - x[1];
    loss += error * error / pairs.length;
    byC += 2 * error * v * slope / pairs.length;
    byV += 2 * error * sum / pairs.length;
  }
  return { loss, slopes: [byC * k, byC * q, byV] };
}

// The loss everywhere: for each c the pairs are spread once, then W_v only stretches them.
function lossMap(pairs, { far, columns, least, most, rows }) {
  const spaced = (from, to, n) => Array.from({ length: n }, (_, i) => from + (to - from) * i / (n - 1));
  const across = spaced(-far, far, columns), up = spaced(least, most, rows);
  const sums = across.map((c) => pairs.map((x) => spread(c, x).sum));
  const height = up.map((v) => sums.map((s) => s.reduce((total, each, p) => total + (v * each - pairs[p][0] - pairs[p][1]) ** 2, 0) / pairs.length));
  return { across, up, height };
}

// One step of Adam; state holds weights, mean, square, steps, and a new one comes back.
function adamStep(state, slopes, { rate, beta1, beta2, epsilon }) {
  const steps = state.steps + 1;
  const mean = state.mean.map((m, i) => m + (1 - beta1) * (slopes[i] - m));
  const square = state.square.map((s, i) => beta2 * s + (1 - beta2) * slopes[i] ** 2);
  const weights = state.weights.map((w, i) =>
    w - rate * (mean[i] / (1 - beta1 ** steps)) / (Math.sqrt(square[i] / (1 - beta2 ** steps)) + epsilon));
  return { weights, mean, square, steps };
}
