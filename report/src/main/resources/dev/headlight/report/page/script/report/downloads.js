// The figures as files, from inside the page.

import { exists } from "../parts/numbers.js";
import { save } from "../parts/save.js";
import { at, results, resultsText } from "./results.js";

export const saveJson = () => save("results.json", resultsText, "application/json");
export const saveCsv = () => save("scores.csv", scoresCsv(), "text/csv");

/** The tidy table, as scores.csv beside the report has it. */
export function scoresCsv() {
  const lines = ["layer,head,score,sink,value,ci_low,ci_high,null_uniform,control_init,p,q,documents,rows"];
  const cell = (x) => (exists(x) ? String(x) : "");
  for (const m of results.scores) {
    m.value.forEach((row, l) => row.forEach((_, h) => lines.push([l, h, m.score, m.sink,
      ...[m.value, m.low, m.high, m.nullUniform, m.control, m.p, m.q].map((x) => cell(at(x, l, h))), m.documents, cell(at(m.rows, l, h))].join(","))));
  }
  for (const c of results.decay) {
    c.from.forEach((from, b) => c.attention.forEach((row, l) => row.forEach((head, h) => lines.push([l, h, `decay_${from}`, c.sink,
      exists(head[b]) ? head[b] / c.uniform[b] : "", "", "", 1, "", "", "", "", c.rows[b]].join(",")))));
  }
  return lines.join("\n") + "\n";
}
