// Figures that may be missing. What does not exist is null, never 0.

/** Whether a figure exists. */
export const exists = (x) => typeof x === "number" && !Number.isNaN(x);

/** Mean of the figures that exist; null of none. */
export function mean(values) {
  const there = values.filter(exists);
  return there.length ? there.reduce((a, b) => a + b, 0) / there.length : null;
}

/** Least and greatest of the finite figures; [0, 1] of none. */
export function extent(values) {
  let low = Infinity, high = -Infinity;
  for (const v of values) {
    if (exists(v) && Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** A place in pixels, without digits that nobody sees. */
export const round = (v) => Math.round(v * 10) / 10;

/** x, or the nearer bound. */
export const within = (x, low, high) => Math.min(Math.max(x, low), high);
