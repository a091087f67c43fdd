// Rows of numbers: a matrix is an array of rows, in double precision.

const transposed = (m) => m[0].map((_, c) => m.map((row) => row[c]));
const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
const product = (a, b) => { const columns = transposed(b); return a.map((row) => columns.map((column) => dot(row, column))); };

// Shares of a row: e to the power of each, over their sum; the largest is taken off first, so that nothing overflows.
function softmax(row) {
  const most = Math.max(...row), powers = row.map((x) => Math.exp(x - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / sum);
}

const largest = (row) => row.reduce((best, x, i) => (x > row[best] ? i : best), 0);
