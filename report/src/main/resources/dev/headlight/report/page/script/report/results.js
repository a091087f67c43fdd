// The results tree, and the questions that the page asks it. Nothing here draws.

import { exists, mean } from "../parts/numbers.js";

const block = document.getElementById("results");

/** results.json, as it was written. */
export const resultsText = block.type === "application/json" ? block.textContent : await unzipped(block.textContent);
export const results = JSON.parse(resultsText);

/** Text that was zipped and put into base64, so that many heads fit into one file. */
async function unzipped(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

export const model = results.model;
export const headCount = model.layers * model.heads;

/** The matrix of a score in one sink variant, or in the one that there is. */
export function matrix(score, sink) {
  const all = results.scores.filter((m) => m.score === score);
  return all.find((m) => m.sink === sink) ?? all[0];
}

export const scoreIds = [...new Set(results.scores.map((m) => m.score))];
export const definitionOf = (id) => results.definitions.find((d) => d.id === id);
export const titleOf = (id) => definitionOf(id)?.title ?? id.replaceAll("_", " ");
export const roleOf = (layer, head) => results.roles.find((r) => r.layer === layer && r.head === head);
export const verdictOf = (id) => results.verdicts.find((v) => v.id === id);

/** An entry of a [layer][head] matrix; null where the matrix was not taken. */
export const at = (m, layer, head) => m?.[layer]?.[head] ?? null;

/** A head's figures in one matrix. */
export const headFigures = (m, layer, head) => ({
  layer, head,
  value: at(m.value, layer, head), low: at(m.low, layer, head), high: at(m.high, layer, head), none: at(m.nullUniform, layer, head),
  control: at(m.control, layer, head), controlHigh: at(m.controlHigh, layer, head), q: at(m.q, layer, head), rows: at(m.rows, layer, head),
});

/** Every head with its figures in one matrix. */
export const headsOf = (m) => m.value.flatMap((row, layer) => row.map((_, head) => headFigures(m, layer, head)));

/** Whether a head's figure cannot be told from uniform attention: the interval holds the null, or q > 0.05. */
export const undecided = (f) =>
  (exists(f.low) && exists(f.none) && f.low <= f.none && f.none <= f.high) || (exists(f.q) && f.q > 0.05);

/** Means over the heads of each layer. */
export const layerMeans = (rows) => (rows ?? []).map((row) => mean(row));

