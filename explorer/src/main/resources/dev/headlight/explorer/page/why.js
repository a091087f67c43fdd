// Why here: the query, the key, and their products by dimension, which add up to the score.

import { ask } from "/app/ask.js";
import { el, svg, table } from "/parts/elements.js";
import { round } from "/parts/numbers.js";
import { quotedToken } from "/parts/reads.js";
import { shown } from "/parts/words.js";

/** Bars of one row of numbers around zero. */
function bars(values, kind, label) {
  const most = Math.max(1e-9, ...values.map(Math.abs)), w = 300 / values.length;
  return svg("svg", { class: `chart whybars ${kind}`, viewBox: "0 0 300 44", preserveAspectRatio: "none", role: "img", "aria-label": `${label}: ${values.length} dimensions, the greatest ${shown(most)}` },
    svg("path", { class: "axis", d: "M0 22H300" }),
    svg("path", { class: "up", d: values.map((v, e) => (v > 0 ? `M${round(e * w)} 22v${-round(20 * v / most)}h${round(Math.max(w - 0.5, 0.5))}V22Z` : "")).join("") }),
    svg("path", { class: "down", d: values.map((v, e) => (v < 0 ? `M${round(e * w)} 22v${round(-20 * v / most)}h${round(Math.max(w - 0.5, 0.5))}V22Z` : "")).join("") }));
}

/** Asks, and draws the answer into node. */
export async function showWhy(node, { model, text, tokens, layer, head, query, key, signal }) {
  const told = await ask("/api/why", { model: model.id, text, layer, head, query, key }, signal);
  const strongest = told.products.map((p, e) => [Math.abs(p), p, e]).sort((a, b) => b[0] - a[0]).slice(0, 8);
  const position = told.content === null ? null : told.score - told.content;
  const odds = Math.exp(told.score - told.logSumExp);
  node.replaceChildren(
    el("h3", {}, "Why here: ", quotedToken(tokens[query]), ` (${query}) reads `, quotedToken(tokens[key]), ` (${key})`),
    el("p", {}, `The score is ${shown(told.score)}; over all keys of this row, e to the score adds up to e to the ${shown(told.logSumExp)}, so the weight is ${shown(odds)}: ${told.rank === 0 ? "the greatest of its row" : `place ${shown(told.rank + 1)} of ${shown(query + 1)} in its row`}.`),
    told.content === null
      ? el("p", { class: "muted" }, "The model adds a learned vector for each position to the token, so that the share of position and content cannot be told apart exactly.")
      : el("p", {}, `Content: standing at one place the two would score ${shown(told.content)}. Position: their distance of ${shown(query - key)} adds ${shown(position)}.`),
    el("div", { class: "whyrows" },
      el("span", {}, "query q"), bars(told.query, "query", "query"),
      el("span", {}, "key k"), bars(told.key, "key", "key"),
      el("span", {}, "q · k / √d"), bars(told.products, "product", "products")),
    el("details", {}, el("summary", {}, "the dimensions that count"),
      table(["dimension", "q", "k", "product"], strongest.map(([, p, e]) => [el("span", {}, String(e)), told.query[e], told.key[e], p]), "Greatest products by dimension; all of them add up to the score")));
}
