// The first screen: what was analysed, what was found, six verdicts, alerts.

const GLYPHS = { supported: "✓", refuted: "✕", inconclusive: "?", "found, cause not tested": "◐" };
const outcomeClass = (v) => ({ supported: "supported", refuted: "refuted", inconclusive: "inconclusive" })[v.outcome] ?? "found";

function drawSummary() {
  const text = results.text, run = results.provenance;
  const groups = model.kvHeads < model.heads ? ` (${shown(model.kvHeads)} key/value heads)` : "";
  const size = model.parameters >= 1e6 ? `${shown(model.parameters / 1e6)} M` : model.parameters >= 1e4 ? `${shown(model.parameters / 1e3)} k` : shown(model.parameters);
  byId("basis").textContent = [
    `${size} parameters`, `${model.layers} layers × ${model.heads} heads${groups}`,
    `${plural(text.documents, text.unit)}, ${shown(text.tokens)} tokens, windows of ${shown(text.context)}`,
    `seed ${run.seed}`, `Headlight ${run.version}`,
  ].join(" · ");
  byId("finding").replaceChildren(...finding());
  byId("verdicts").append(...results.verdicts.map(card));
  byId("alerts").append(alerts());
}

/** One sentence from a fixed template. */
function finding() {
  const count = (word) => results.verdicts.filter((v) => v.outcome === word).length;
  const parts = [];
  for (const word of Object.keys(GLYPHS)) {
    if (count(word) > 0) parts.push([el("b", {}, shown(count(word))), ` ${word.replace(", cause not tested", " (cause not tested)")}`]);
  }
  const roles = roleCounts();
  const naming = ["induction", "previous token", "sink"].filter((r) => roles.get(r))
    .map((r) => `${shown(roles.get(r))} ${r.replace(" ", "-")}`);
  const joined = parts.flatMap((p, i) => [i === 0 ? "" : ", ", ...p]);
  return [
    `Of ${shown(results.verdicts.length)} hypotheses: `, ...joined, ". ",
    naming.length ? `Of ${shown(headCount)} heads, by strongest role: ${naming.join(", ")}.` : "",
  ];
}

function roleCounts() {
  const counts = new Map();
  for (const r of results.roles) counts.set(r.role, (counts.get(r.role) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

function outcomeWord(v) {
  return el("span", { class: `outcome ${outcomeClass(v)}` },
    el("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[v.outcome] ?? "·"), el("span", { class: "word" }, v.outcome));
}

function card(v) {
  return el("a", { class: "card", href: `#${v.id}`, "data-verdict": v.id,
    onclick: () => { const d = byId(v.id)?.querySelector("details"); if (d) d.open = true; } },
    el("h3", {}, v.title), outcomeWord(v), effectPlot(v),
    el("p", { class: "effect" }, exists(v.value) ? numberWithInterval(v) : "effect not measured", exists(v.value) && v.unit ? ` ${v.unit}` : ""),
    el("p", { class: "muted small" },
      [["q ", v.q], ["n ", v.documents]].filter(([, x]) => exists(x)).flatMap(([k, x], i) => [i ? " · " : "", k, number(x)]),
      exists(v.headsShare) ? ` · ${percent(v.headsShare)} of ${v.id === "layer_evolution" ? "layers" : "heads"}` : ""),
    v.controlPasses ? el("p", { class: "small warn" }, "not specific: the random control passes too") : null);
}

/** Effect as dot and whisker; a tick at 0 and at the smallest effect of interest, a diamond for the control. */
function effectPlot(v) {
  const width = 240, height = 42, middle = 15;
  const [low, high] = extent([v.value, v.low, v.high, 0, v.smallestEffect, v.controlValue]);
  const pad = (high - low || 1) * 0.08;
  const x = linear([low - pad, high + pad], [6, width - 6]);
  const words = exists(v.value)
    ? `effect ${intervalText(v)}, threshold ${shown(v.smallestEffect)}, control ${shown(v.controlValue)}`
    : `no effect measured, threshold ${shown(v.smallestEffect)}`;
  const gap = exists(v.smallestEffect) ? x(v.smallestEffect) - x(0) : 1000;
  const atEdge = exists(v.smallestEffect) && x(v.smallestEffect) > width - 36;
  const near = Math.abs(gap) < (atEdge ? 74 : 46);
  const anchor = { none: near ? "end" : "middle", threshold: atEdge ? "end" : near ? "start" : "middle" };
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words, class: "chart effectplot" },
    exists(v.smallestEffect) ? svg("rect", { class: "beyond", x: x(v.smallestEffect), y: 4, width: width - 6 - x(v.smallestEffect), height: 22 }) : null,
    svg("path", { class: "axis", d: `M6 ${middle}H${width - 6}` }),
    svg("path", { class: "line uniform", d: `M${round(x(0))} 4V26` }),
    exists(v.smallestEffect) ? svg("path", { class: "line threshold", d: `M${round(x(v.smallestEffect))} 4V26` }) : null,
    svg("text", { class: "tick", x: near && atEdge ? Math.min(round(x(0)), width - 70) : round(x(0)) + (near ? 3 : 0), y: 39, "text-anchor": anchor.none }, "0"),
    exists(v.smallestEffect) ? svg("text", { class: "tick", x: Math.min(round(x(v.smallestEffect)) - (near && !atEdge ? 3 : 0), atEdge ? width : 1e9), y: 39, "text-anchor": anchor.threshold }, `s = ${shown(v.smallestEffect)}`) : null,
    exists(v.controlValue) ? svg("path", { class: "diamond", d: `M${round(x(v.controlValue))} ${middle - 5}l5 5l-5 5l-5 -5Z` }) : null,
    exists(v.low) && exists(v.high) ? svg("path", { class: "line whisker", d: `M${round(x(v.low))} ${middle}H${round(x(v.high))}M${round(x(v.low))} ${middle - 4}v8M${round(x(v.high))} ${middle - 4}v8` }) : null,
    exists(v.value) ? svg("circle", { class: "dot", cx: round(x(v.value)), cy: middle, r: 4.5 }) : null);
}

function alerts() {
  const list = (some) => el("ul", { class: "alerts" }, some.map((a) => el("li", {}, a)));
  const all = results.alerts;
  if (all.length === 0) return el("p", { class: "muted small" }, "No alerts.");
  return el("section", { "aria-label": "Alerts", class: "alertstrip" },
    el("h3", {}, "Before you believe a figure"), list(all.slice(0, 3)),
    all.length > 3 ? el("details", {}, el("summary", {}, `${shown(all.length - 3)} more`), list(all.slice(3))) : null);
}
