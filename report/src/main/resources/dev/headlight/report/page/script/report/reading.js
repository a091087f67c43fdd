// The section in which any kept head reads any kept text.

import { byId, el, menu, put } from "../parts/elements.js";
import { plural, shortened } from "../parts/words.js";
import { attentionView, hasNorms, hasWords, SCALES, WEIGHTS } from "./attention.js";
import { results, roleOf } from "./results.js";
import { choose, follow, state } from "./state.js";

export function drawReading() {
  const section = byId("reading");
  if (results.patterns.length === 0) { section.append(el("p", { class: "muted" }, "No attention was kept entry by entry.")); return; }
  const controls = el("div", { class: "controls" });
  const view = attentionView({ onpin: (token) => choose({ token: token < 0 ? "" : String(token) }) });
  section.append(controls, view.node);
  follow(["read", "window", "key0", "weigh", "scale", "units"], () => {
    const window = results.patterns[Number(state.window)], heads = window.heads.map((k) => `${k.layer}.${k.head}`);
    const key = heads.includes(state.read) ? state.read : defaultReading(heads);
    put(controls, ...choices(window, heads, key));
    view.show({ window, key, key0: state.key0, weigh: state.weigh, scale: state.scale, units: hasWords(window) ? state.units : "tokens", token: state.token === "" ? -1 : Number(state.token) });
  });
}

function choices(window, heads, key) {
  const [layer] = key.split("."), layers = [...new Set(heads.map((k) => k.split(".")[0]))];
  const named = (k) => { const r = roleOf(...k.split(".").map(Number)), head = k.split(".")[1]; return r && r.role !== "mixed" ? `${head} (${r.role})` : head; };
  return [
    results.patterns.length > 1 ? menu("Text", results.patterns.map((w, i) => [String(i), `${shortened(w.document, 40)}, ${plural(w.tokens.length, "token")}`]), state.window, (w) => choose({ window: w, token: "" })) : "",
    menu("Layer", layers.map((l) => [l, l]), layer, (l) => choose({ read: heads.find((k) => k.startsWith(`${l}.`)) })),
    menu("Head", heads.filter((k) => k.startsWith(`${layer}.`)).map((k) => [k, named(k)]), key, (read) => choose({ read })),
    menu("Key 0", [["show", "shown"], ["hide", "left out"]], state.key0, (key0) => choose({ key0 })),
    hasNorms(window, key) ? menu("Weight", WEIGHTS, state.weigh, (weigh) => choose({ weigh })) : "",
    hasWords(window) ? menu("By", [["tokens", "tokens"], ["words", "words"]], state.units, (units) => choose({ units, token: "" })) : "",
    menu("Colour", SCALES, state.scale, (scale) => choose({ scale })),
    el("button", { type: "button", class: "quiet", onclick: () => choose({ head: key }) }, "All about this head"),
  ];
}

/** The head that has most to show: the strongest induction or previous-token head that was kept. */
function defaultReading(heads) {
  for (const role of ["induction", "previous token"]) {
    const best = results.roles.filter((r) => r.role === role && heads.includes(`${r.layer}.${r.head}`)).sort((a, b) => b.low - a.low)[0];
    if (best) return `${best.layer}.${best.head}`;
  }
  return heads[0];
}
