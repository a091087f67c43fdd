// Rows of attention by role: where a head of each role looked, on the text that was analysed.

import { readTint } from "../parts/colour.js";
import { byId, el, lazyDetails, number } from "../parts/elements.js";
import { exists } from "../parts/numbers.js";
import { quotedToken } from "../parts/reads.js";
import { sentenceOf, shortened, visible } from "../parts/words.js";
import { results, titleOf } from "./results.js";
import { roleSwatch } from "./rolemap.js";
import { choose, hashOf, state } from "./state.js";

export function drawExamples() {
  const examples = results.examples;
  if (!examples || examples.roles.length === 0) return;
  byId("examples").append(el("p", { class: "muted" }, sentenceOf(examples.rule)),
    el("div", { class: "exampleroles" }, examples.roles.map((r, i) => roleOfExamples(r, i < 2))));
}

function roleOfExamples(r, open) {
  return lazyDetails([roleSwatch(r.role, 1, 18), " ", el("b", {}, r.role), ` · layer ${r.layer} head ${r.head}`, r.score ? el("span", { class: "muted small" }, ` · rows ranked by ${titleOf(r.score)}, of `, number(r.candidates)) : ""],
    () => el("div", {}, el("p", {}, headLink(r.layer, r.head, "All about this head")), exampleList(r)), { class: "examplerole", open });
}

/** The examples of one head, where it was chosen. */
export function examplesOf(layer, head) {
  const all = (results.examples?.roles ?? []).filter((r) => r.layer === layer && r.head === head);
  return all.map((r) => el("section", {}, el("h3", {}, `Rows where it ${r.score ? `scores by ${titleOf(r.score)}` : "looks"}`), exampleList(r)));
}

const exampleList = (r) => el("ol", { class: "examplerows" }, r.rows.map((row) => el("li", {}, ...exampleRow(row))));

function exampleRow(row) {
  const weights = new Map(row.keys.map((k) => [k.position - row.from, k.weight])), query = row.query - row.from;
  const tokens = el("p", { class: "tokens still", lang: "" }, row.tokens.flatMap((token, i) => {
    const span = el("span", { dir: "auto", class: i === query ? "query" : null }, visible(token));
    if (weights.has(i)) span.style.backgroundColor = readTint(weights.get(i));
    return [span, "\u200b"];
  }));
  const outside = row.keys.filter((k) => k.position < row.from);
  return [
    el("p", { class: "muted small" }, row.stratum ? [el("b", {}, row.stratum), " "] : "", exists(row.value) ? [number(row.value), " · "] : "", `${shortened(row.document, 50)}, token ${row.query}`),
    tokens,
    el("p", { class: "small" }, quotedToken(row.tokens[query] ?? ""), " reads ", row.keys.flatMap((k, i) => [i ? ", " : "", number(k.weight), " of ", quotedToken(k.token), k.before ? [" after ", quotedToken(k.before)] : "", outside.includes(k) ? ` (token ${k.position})` : ""]),
      "; ", number(row.rest), " of all others."),
  ];
}

/** A link to a head's page. */
export const headLink = (layer, head, text = `L${layer}H${head}`) => el("a", { href: hashOf({ ...state, head: `${layer}.${head}` }), "data-head": `${layer}.${head}`,
  onclick: (e) => { e.preventDefault(); choose({ head: `${layer}.${head}` }); } }, text);
