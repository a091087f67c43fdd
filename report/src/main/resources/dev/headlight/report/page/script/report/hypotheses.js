// One section a hypothesis: claim, chart, rule, what was found, what could fool it, what was not done.

import { frame } from "../parts/chart.js";
import { roleMark } from "../parts/colour.js";
import { byId, derived, derivedPercent, el, intervalCell, lazyDetails, number, numberWithInterval, svg, table } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, round } from "../parts/numbers.js";
import { sentenceOf } from "../parts/words.js";
import { definitionBody } from "./cards.js";
import { decayFigures } from "./decay.js";
import { effectPlot } from "./effect.js";
import { entropyFigures, layerEvolutionFigures, specialFigures } from "./layers.js";
import { rankingFigure } from "./ranking.js";
import { definitionOf, headCount, matrix, results } from "./results.js";
import { roleCounts, roleTable } from "./rolemap.js";
import { outcomeWord } from "./summary.js";

export const EVIDENCE = {
  positional_decay: decayFigures,
  layer_evolution: layerEvolutionFigures,
  attention_entropy: entropyFigures,
  induction_heads: () => (matrix("induction_entry") ? [rankingFigure(() => "induction_entry", () => "without").node] : []),
  special_token_aggregation: specialFigures,
  head_specialization: () => [roleShares(), lazyDetails("Role of every head, as a table", () => { const t = roleTable(); return table(t.head, t.rows, "Roles"); })],
};
export const MAIN_SCORE = { positional_decay: "decay_slope", layer_evolution: "mean_distance", attention_entropy: "entropy_normalized", induction_heads: "induction_entry", special_token_aggregation: "special_mass", head_specialization: "specialization" };

export function drawHypotheses() {
  const section = byId("hypotheses");
  if (results.verdicts.length === 0) { section.append(el("p", { class: "muted" }, "No verdict was reached.")); return; }
  const all = () => section.querySelectorAll("article > details");
  section.append(el("p", { class: "controls" },
    el("button", { type: "button", class: "quiet", onclick: () => all().forEach((d) => { d.open = true; }) }, "Open all"),
    el("button", { type: "button", class: "quiet", onclick: () => all().forEach((d) => { d.open = false; }) }, "Close all")),
    ...results.verdicts.map(hypothesis));
}

function hypothesis(v) {
  const body = () => el("div", { class: "body" },
    el("p", { class: "claim" }, v.claim),
    ...(EVIDENCE[v.id]?.() ?? []),
    el("div", { class: "pair even" },
      el("div", {}, el("h4", {}, "Rule"), el("p", {}, sentenceOf(v.rule)), el("div", { class: "ruleplot" }, effectPlot(v)), here(v),
        v.sentence ? [el("h4", {}, "Found"), el("p", {}, sentenceOf(v.sentence))] : "",
        ...fooled(v), ...undone(v)),
      figuresOf(v)),
    ...cards(v));
  const details = el("details", { open: v.outcome !== "supported" },
    el("summary", {}, el("h3", {}, `${v.number}. ${v.title}`), outcomeWord(v),
      el("span", { class: "effect" }, exists(v.value) ? numberWithInterval(v) : "")));
  const fillIn = () => { if (details.childElementCount === 1) details.append(body()); };
  details.addEventListener("toggle", () => { if (details.open) fillIn(); });
  if (details.open) fillIn();
  return el("article", { id: v.id, "data-verdict-section": v.id }, details);
}

/** The rule with this run's figures in it. */
function here(v) {
  if (!exists(v.value)) return el("p", {}, "Here: the effect was not measured.");
  const place = !exists(v.low) || !exists(v.smallestEffect) ? ""
    : v.low > v.smallestEffect ? "; the whole interval lies above s" : v.high < v.smallestEffect ? "; the whole interval lies below s" : "; the interval contains s";
  return el("p", {}, "Here: E = ", numberWithInterval(v), v.unit ? ` ${v.unit}` : "", ", s = ", number(v.smallestEffect), exists(v.p) ? [", p = ", number(v.p)] : "", `${place}.`);
}

function fooled(v) {
  const traps = [definitionOf(v.id), definitionOf(MAIN_SCORE[v.id])].map((d) => d?.trap).filter(Boolean);
  const control = v.controlPasses ? ["The random-initialised control passes the same rule, so the verdict says nothing about training."] : [];
  const lines = [...control, ...new Set(traps)];
  return lines.length ? [el("h4", {}, "What could fool this"), el("ul", {}, lines.map((t) => el("li", {}, sentenceOf(t))))] : [];
}

const undone = (v) => v.notYetDone.length
  ? [el("h4", {}, "Not done yet"), el("ul", {}, v.notYetDone.map((t) => el("li", {}, t)))] : [];

/** The definitions that the section rests on, folded. */
function cards(v) {
  const all = [definitionOf(v.id), definitionOf(MAIN_SCORE[v.id])].filter(Boolean);
  return all.length ? [lazyDetails("Definitions", () => el("div", { class: "definitions" }, all.map(definitionBody)))] : [];
}

function figuresOf(v) {
  const rows = [
    [`Effect: ${v.effect}${v.unit ? ` (${v.unit})` : ""}`, intervalCell(v)],
    ["Smallest effect of interest, s", v.smallestEffect],
    ["Same effect of the random control", v.controlValue],
    [v.pNull ? `p, against ${v.pNull}` : "p", v.p],
    ["q over the six verdicts", v.q],
    ["Share for which the rule holds", v.headsShare],
    ["Smallest effect these documents could show (80% power)", v.detectableEffect],
    [`Units (${results.text.unit}s)`, v.documents],
    ["Tokens", v.tokens],
    ...v.figures.map((f) => [f.name, intervalCell(f)]),
  ].filter(([, c]) => c !== null);
  return table(["Figure", "value"], rows, `The figures behind verdict ${v.number}`);
}

/** How many heads earned each role. */
export function roleShares() {
  const counts = [...roleCounts()];
  return figure({
    title: () => "Roles, by number of heads", name: "roles",
    draw: (width) => {
      const row = 24, f = frame({ width, height: counts.length * row + 54, label: "Roles, by number of heads", left: 118, bottom: 42,
        x: { domain: [0, Math.max(1, ...counts.map((c) => c[1]))], label: "heads" }, y: { domain: [counts.length, 0], ticks: [] } });
      counts.forEach(([role, count], i) => {
        const y = f.top + i * ((f.bottom - f.top) / counts.length);
        f.plot.append(svg("rect", { class: "bar", x: f.left, y: round(y + 4), width: round(f.x(count) - f.left), height: row - 9, fill: roleMark(role, 1).fill }),
          svg("text", { class: "tick", x: f.left - 8, y: round(y + 16), "text-anchor": "end" }, role),
          svg("text", { class: "letter", x: round(f.x(count) - 6), y: round(y + 16), "text-anchor": "end" }, f.x(count) - f.left > 30 ? String(count) : ""));
      });
      return f.root;
    },
    tableOf: () => ({ head: ["role", "heads", "share"], rows: counts.map(([role, n]) => [role, derived(n, "heads of a role"), derivedPercent(n / headCount, "share of heads of a role")]) }),
  }).node;
}
