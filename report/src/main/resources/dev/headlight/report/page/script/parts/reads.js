// What a row of attention says, in words.

import { el, number } from "./elements.js";
import { figure } from "./figure.js";
import { visible } from "./words.js";

/** A token in quotation marks, its direction kept to itself. */
export const quotedToken = (token) => el("em", { class: "token" }, `“${visible(token)}”`);

/** The greatest weights of a row that exist and are not 0: [[weight, index], ...]. */
export function strongest(row, count) {
  return row.map((w, j) => [w ?? 0, j]).filter(([w]) => w > 0).sort((a, b) => b[0] - a[0]).slice(0, count);
}

/** "sat (5) reads 0.41 of cat (4)": one cell of a triangle; figure makes a node of a weight. */
export const cellSentence = (tokens, triangle, query, key, figure = number) => key > query
  ? [quotedToken(tokens[query]), ` (${query}) does not see `, quotedToken(tokens[key]), ` (${key}), which stands behind it.`]
  : [quotedToken(tokens[query]), ` (${query}) reads `, figure(triangle.at(query, key)), " of ", quotedToken(tokens[key]), ` (${key}).`];

/** What a token reads, and who reads it. */
export function tokenSentence(tokens, triangle, query, figure = number) {
  const best = strongest(triangle.row(query), 4);
  const readers = strongest(triangle.column(query).slice(1), 3).filter(([w]) => w > 0.05);
  const list = (pairs, text) => pairs.flatMap((p, i) => [i ? ", " : "", ...text(p)]);
  return [quotedToken(tokens[query]), ` (${query}) `,
    ...(best.length === 0 ? ["has no key left to read."] : ["reads ", ...list(best, ([w, j]) => [figure(w), " of ", quotedToken(tokens[j])]), "."]),
    ...(readers.length ? [" Later read by ", ...list(readers, ([w, k]) => [quotedToken(tokens[query + 1 + k]), " (", figure(w), ")"]), "."] : [])];
}
