// What heads do: how the loss changes when they are taken out, beside random heads of the same layers.

import { frame, legend, pointed } from "../parts/chart.js";
import { diverging, inkOn } from "../parts/colour.js";
import { byId, derived, el, intervalCell, lazyDetails, menu, number, numberWithInterval, put, svg, table } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent, mean, round, within } from "../parts/numbers.js";
import { quotedToken } from "../parts/reads.js";
import { tokenText } from "../parts/tokentext.js";
import { intervalText, sentenceOf, shortened, shown } from "../parts/words.js";
import { headFigures, matrix, results, titleOf } from "./results.js";
import { choose } from "./state.js";

const WHERE = { text: "the text", repeats: "random repeats, second and later copies" };
const KINDS = { zero: "output 0", mean: "mean output", pattern: "another text's attention", uniform: "uniform attention" };
const SHOWN = 40;

const keyOf = (h) => `${h.layer}.${h.head}`;
const effects = () => results.causes?.ablations ?? [];

export function drawCauses() {
  const causes = results.causes;
  if (!causes || causes.ablations.length === 0) return;
  const section = byId("causes"), choice = { where: best("where", ["repeats", "text"]), kind: best("kind", ["zero", "mean", "uniform", "pattern"]) };
  const controls = el("div", { class: "controls" }), claim = el("p", { class: "claim" });
  const chosen = () => causes.ablations.filter((a) => a.where === choice.where && a.kind === choice.kind).sort((a, b) => b.low - a.low);
  const shape = forest(chosen, choice);
  const scatter = matrix("induction_entry") ? scoreAgainstEffect(chosen, choice) : null;
  const all = causes.ablations.map((a) => [a.name, a.why, KINDS[a.kind] ?? a.kind, a.where, intervalCell({ value: a.delta, low: a.low, high: a.high }), a.p, a.random ? a.random.mean : null, a.random ? a.random.p : null]);
  section.append(
    controls, claim, el("div", { class: "pair even" }, el("div", {}, shape.node), el("div", {}, scatter?.node)), ...tokenEffects(causes.tokens),
    lazyDetails("What was done", () => el("p", {}, sentenceOf(causes.plan), causes.ranking ? ` Important heads were chosen by this: ${causes.ranking}.` : "", causes.cutShort ? " The plan was cut short." : "")),
    lazyDetails([`All `, derived(all.length, "ablations"), " ablations, as a table"], () => table(["heads", "why", "replaced by", "where", "change of loss, nats", "p", "random heads, mean", "p against them"], all, "Change of the loss without the heads; positive: the heads helped")));
  const redraw = () => {
    put(controls, menuOf("where", WHERE), menuOf("kind", KINDS));
    put(claim, ...claimOf(chosen(), choice));
    shape.refresh();
    scatter?.refresh();
  };
  const menuOf = (field, names) => {
    const there = Object.keys(names).filter((k) => causes.ablations.some((a) => a[field] === k));
    return there.length > 1 ? menu({ where: "Loss on", kind: "Replaced by" }[field], there.map((k) => [k, names[k]]), choice[field], (v) => { choice[field] = v; redraw(); }) : "";
  };
  redraw();
}

const best = (field, order) => order.find((v) => effects().some((a) => a[field] === v)) ?? effects()[0][field];

/** The largest set that was taken out at once, in a sentence. */
function claimOf(ablations, { where }) {
  const joint = ablations.filter((a) => a.heads.length > 1).sort((a, b) => b.delta - a.delta)[0], top = joint ?? ablations[0];
  if (!top) return ["No head was taken out in this way."];
  const clean = results.causes.clean.find((c) => c.where === where);
  return [`Without ${top.name} the loss on ${WHERE[where]} changes by `, ...numberWithInterval({ value: top.delta, low: top.low, high: top.high }), " nats a token",
    clean ? [" from ", number(clean.loss)] : "",
    top.random ? ["; as many random heads of the same layers change it by ", number(top.random.mean), " (p ", number(top.random.p), ")"] : "", ". ", ...jointAgainstSingles(joint)].flat();
}

/** Whether others take over: the joint effect beside the sum of the single ones. */
function jointAgainstSingles(joint) {
  if (!joint) return [];
  const singles = joint.heads.map((h) => effects().find((a) => a.heads.length === 1 && a.kind === joint.kind && a.where === joint.where && keyOf(a.heads[0]) === keyOf(h)));
  if (singles.some((s) => !s)) return [];
  const sum = singles.reduce((total, s) => total + s.delta, 0);
  return ["One by one these heads add up to ", derived(sum, "sum of single ablations"), sum < 0.8 * joint.delta ? ": less than together, so they stand in for each other." : sum > 1.2 * joint.delta ? ": more than together." : "."];
}

function forest(chosen, choice) {
  const rows = () => chosen().slice(0, SHOWN), title = () => `Change of the loss without a head: ${KINDS[choice.kind] ?? choice.kind}, ${WHERE[choice.where]}`;
  return figure({
    title, name: () => `ablation_${choice.where}_${choice.kind}`,
    draw: (width) => {
      const list = rows(), height = 18, left = Math.min(150, width * 0.36);
      const [low, high] = extent([0, ...list.flatMap((a) => [a.low, a.high, a.delta, ...(a.random?.deltas ?? [])])]), pad = (high - low || 1) * 0.04;
      const f = frame({ width, height: list.length * height + 56, label: title(), left, top: 8, bottom: 40,
        x: { domain: [low - pad, high + pad], label: "change of the loss, nats a token" }, y: { domain: [list.length - 0.5, -0.5], ticks: [] } });
      const y = (i) => round(f.top + (i + 0.5) * ((f.bottom - f.top) / list.length));
      f.plot.append(svg("path", { class: "line uniform", d: `M${round(f.x(0))} ${f.top}V${f.bottom}` }));
      list.forEach((a, i) => f.plot.append(
        svg("text", { class: "tick", x: f.left - 6, y: y(i) + 4, "text-anchor": "end" }, shortened(a.name, Math.floor(left / 7))),
        a.random ? svg("path", { class: "randomsets", d: a.random.deltas.filter(exists).map((d) => `M${round(f.x(d))} ${y(i) - 5}v10`).join("") }) : "",
        exists(a.low) ? svg("path", { class: "line whisker", d: `M${round(f.x(a.low))} ${y(i)}H${round(f.x(a.high))}` }) : "",
        svg("circle", { class: a.low <= 0 && a.high >= 0 ? "dot open" : a.why === "control" ? "dot controldot" : "dot", cx: round(f.x(a.delta)), cy: y(i), r: 4 }, svg("title", {}, `${a.name}, ${a.why}: ${intervalText({ value: a.delta, low: a.low, high: a.high })}`))));
      return f.root;
    },
    legendOf: () => legend([["whisker", "heads taken out, 95% interval (open: 0 lies in it; grey: random head)"], ["uniform", "no change"], rows().some((a) => a.random) && ["randomsets", "random sets of the same layers"]]),
    tableOf: () => ({ head: ["heads", "why", "change", "low", "high", "p", "random sets, mean", "excess", "p against them"], rows: chosen().map((a) => [a.name, a.why, a.delta, a.low, a.high, a.p, a.random?.mean ?? null, a.random?.excess ?? null, a.random?.p ?? null]) }),
    caption: chosen().length > SHOWN ? "The 40 with the highest lower bound; the table has all." : null,
  });
}

/** Single heads: what the score says beside what the ablation says. */
function scoreAgainstEffect(chosen, choice) {
  const singles = () => chosen().filter((a) => a.heads.length === 1), m = matrix("induction_entry", "without");
  const of = (a) => headFigures(m, a.heads[0].layer, a.heads[0].head), title = () => `${titleOf("induction_entry")} and change of the loss, head by head`;
  return figure({
    title, name: () => `induction_and_ablation_${choice.where}_${choice.kind}`,
    draw: (width) => {
      const list = singles(), none = mean(m.nullUniform.flat());
      const [x0, x1] = extent([0, ...list.map((a) => of(a).value)]), [y0, y1] = extent([0, ...list.map((a) => a.delta)]), pad = (y1 - y0 || 1) * 0.06;
      const f = frame({ width, height: within(width * 0.7, 240, 380), label: title(), x: { domain: [x0, x1 * 1.05 || 1], label: titleOf("induction_entry") }, y: { domain: [y0 - pad, y1 + pad], label: "change of the loss, nats" } });
      f.plot.append(svg("path", { class: "line uniform", d: `M${f.left} ${round(f.y(0))}H${f.right}M${round(f.x(none ?? 0))} ${f.top}V${f.bottom}` }),
        ...list.filter((a) => exists(of(a).value)).map((a) => svg("circle", { class: a.why === "control" ? "dot controldot" : a.low <= 0 && a.high >= 0 ? "dot open" : "dot", cx: round(f.x(of(a).value)), cy: round(f.y(a.delta)), r: 4 },
          svg("title", {}, `${a.name}: ${shown(of(a).value)}, change ${intervalText({ value: a.delta, low: a.low, high: a.high })}`))));
      pointed(f, list.filter((a) => exists(of(a).value)).map((a) => [f.x(of(a).value), f.y(a.delta), "", keyOf(a.heads[0])]), () => {}, (head) => choose({ head }));
      return f.root;
    },
    legendOf: () => legend([["dots model", "head taken out"], ["dots controlmark", "random head"], ["uniform", "no change; uniform attention"]]),
    tableOf: () => ({ head: ["head", "why", titleOf("induction_entry"), "change of the loss"], rows: singles().map((a) => [a.name, a.why, of(a).value, a.delta]) }),
  });
}

/** Texts with the change of each token's loss behind it. */
function tokenEffects(all) {
  return all.length === 0 ? [] : [el("h3", {}, "Where in the text they are missed"),
    el("p", { class: "muted small" }, "Orange: the token is predicted worse without the heads; blue: better. Hover or Tab and arrow keys for the figures."),
    ...all.map((t, i) => lazyDetails(`Without ${t.name} (${KINDS[t.kind] ?? t.kind}): ${shortened(t.unit, 50)}`, () => tokenEffect(t), { open: i === 0 }))];
}

function tokenEffect(t) {
  const sentence = el("p", { class: "readout", "aria-live": "polite" }), most = Math.max(...t.delta.filter(exists).map(Math.abs), 1e-9);
  const text = tokenText({ label: `Tokens of ${t.unit} with the change of their loss`, onpoint: (i) => put(sentence, quotedToken(t.tokens[i]), ` (${i}): `,
    ...(exists(t.delta[i]) ? ["loss ", number(t.loss[i]), ", without the heads ", derived(t.loss[i] + t.delta[i], "loss and its change"), " (", t.delta[i] > 0 ? "+" : "", number(t.delta[i]), ")"] : ["its loss was not taken"]), ".") });
  text.show(t.tokens);
  text.node.querySelectorAll("[data-token]").forEach((span, i) => {
    if (!exists(t.delta[i])) return;
    const colour = diverging(Math.sign(t.delta[i]) * Math.sqrt(Math.abs(t.delta[i]) / most));
    span.style.backgroundColor = colour;
    span.style.color = inkOn(colour);
  });
  return el("div", {}, text.node, sentence);
}

/** What taking out a head did, for its page. */
export function effectOf(layer, head) {
  const own = effects().filter((a) => a.heads.length === 1 && keyOf(a.heads[0]) === `${layer}.${head}`);
  const sets = effects().filter((a) => a.heads.length > 1 && a.heads.some((h) => keyOf(h) === `${layer}.${head}`));
  if (!results.causes) return [];
  const rows = [...own, ...sets].map((a) => [a.heads.length > 1 ? `with others: ${a.name}` : "alone", KINDS[a.kind] ?? a.kind, a.where, intervalCell({ value: a.delta, low: a.low, high: a.high }), a.random?.mean ?? null]);
  return [el("section", {}, el("h3", {}, "What it does"), rows.length ? table(["taken out", "replaced by", "loss on", "change, nats a token", "random heads"], rows, "Change of the loss without the head; positive: it helped")
    : el("p", { class: "muted small" }, "This head was not taken out."))];
}

/** The most telling ablation, for the first screen: the heads found, on random repeats. */
export const headline = () => effects().filter((a) => a.why === "found" && a.where === "repeats").sort((a, b) => b.heads.length - a.heads.length || b.low - a.low)[0] ?? null;
