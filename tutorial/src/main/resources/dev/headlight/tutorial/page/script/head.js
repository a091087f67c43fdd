// Lesson 1: numbers through one head, every step kept. X [T, 1]; W_q, W_k, W_v [1, d], all columns alike.
//   Q = X W_q, K = X W_k, V = X W_v [T, d];  S = Q Kᵀ (/ √d) [T, T];  A = softmax of the rows;  O = A V;
//   sum = O over the positions, its columns averaged.

function eightSteps({ x, q, k, v, d, scaled }) {
  const wide = (w) => [Array(d).fill(w)];
  const X = x.map((number) => [number]);
  const Wq = wide(q), Wk = wide(k), Wv = wide(v);
  const Q = product(X, Wq), K = product(X, Wk), V = product(X, Wv);
  const S = product(Q, transposed(K)).map((row) => row.map((s) => (scaled ? s / Math.sqrt(d) : s)));
  const A = S.map(softmax);
  const O = product(A, V);
  const sum = O.flat().reduce((a, b) => a + b, 0) / d;
  return { X, Wq, Wk, Wv, Q, K, V, S, A, O, sum, expected: x.reduce((a, b) => a + b, 0) };
}
