// Attention by distance, over uniform attention at that distance; both axes logarithmic.

import { clip, frame, legend, line, pathOf, ribbon } from "../parts/chart.js";
import { el, svg } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent } from "../parts/numbers.js";
import { shown } from "../parts/words.js";
import { sinkWords } from "./labels.js";
import { at, headCount, results } from "./results.js";
import { sinkMenu } from "./scores.js";
import { follow, state } from "./state.js";

export function decayFigures() {
  if (results.decay.length === 0) return [];
  let raw = false;
  const curve = () => results.decay.find((c) => c.sink === state.sink) ?? results.decay[0];
  const middle = (c, b) => Math.sqrt(c.from[b] * c.to[b]);
  // Distance 0 has no place on a logarithmic axis.
  const bins = (c) => c.from.map((_, b) => b).filter((b) => c.from[b] > 0);
  const positive = (v) => (exists(v) && v > 0 ? v : null);
  const scaled = (c, values) => bins(c).map((b) => [middle(c, b), positive(exists(values[b]) ? values[b] * (raw ? c.uniform[b] : 1) : null)]);
  const fit = (c, ratio) => {
    const last = middle(c, c.from.length - 1);
    return Array.from({ length: 81 }, (_, i) => {
      const d = last ** (i / 80);
      return [d, positive(ratio(d) * (raw ? uniformAt(c, d) : 1))];
    });
  };
  const uniformAt = (c, d) => {
    const all = bins(c);
    const next = Math.max(1, all.findIndex((b) => middle(c, b) >= d));
    const [a, b] = [all[next - 1], all[next] ?? all.at(-1)];
    const part = a === b ? 0 : (Math.log(d) - Math.log(middle(c, a))) / (Math.log(middle(c, b)) - Math.log(middle(c, a)) || 1);
    return Math.exp(Math.log(c.uniform[a]) * (1 - part) + Math.log(c.uniform[b]) * part);
  };
  const title = () => `${raw ? "Attention P(d)" : "Attention over uniform, P(d) / u(d)"} by distance${sinkWords(curve().sink)}`;
  const shape = figure({
    title, name: "positional_decay",
    draw: (width) => {
      const c = curve();
      const means = scaled(c, c.ratioMean).map((p) => p[1]);
      const [low, high] = extent([...means, ...(raw ? scaled(c, c.ratioMean.map(() => 1)).map((p) => p[1]) : [0.5, 2])]);
      const f = frame({ width, height: Math.min(420, Math.max(280, width * 0.52)), label: `${title()}: ${c.betterFit} fits held-out documents better`,
        x: { log: true, domain: [0.9, middle(c, c.from.length - 1) * 1.1], label: "distance between query and key, tokens" },
        y: { log: true, domain: [low / 3, high * 3], label: raw ? "attention P(d)" : "attention / uniform" } });
      clip(f);
      const heads = c.attention.flatMap((row) => row.map((head) => pathOf(scaled(c, head.map((p, b) => (exists(p) ? p / c.uniform[b] : null))), f)));
      f.plot.append(
        svg("path", { class: headCount > 100 ? "line faint many" : "line faint", d: heads.join("") }),
        ribbon(f, bins(c).map((b) => [middle(c, b), ...[c.ratioLow[b], c.ratioHigh[b]].map((v) => positive(exists(v) ? v * (raw ? c.uniform[b] : 1) : null))]), "model"),
        line(f, scaled(c, c.ratioMean.map(() => 1)), "uniform"),
        c.controlMean.length ? line(f, scaled(c, c.controlMean), "control") : "",
        c.powerLaw.length === 2 && c.powerLaw.every(exists) ? line(f, fit(c, (d) => Math.exp(c.powerLaw[0] - c.powerLaw[1] * Math.log(d))), "comparison") : "",
        c.exponential.length === 2 && c.exponential.every(exists) ? line(f, fit(c, (d) => Math.exp(c.exponential[0] - c.exponential[1] * d)), "comparison dashdot") : "",
        line(f, scaled(c, c.ratioMean), "model bold"));
      return f.root;
    },
    legendOf: () => {
      const c = curve(), better = (id) => (c.betterFit === id ? ", predicts held-out documents better" : "");
      return legend([["model bold", "mean over heads, 95% interval"], ["faint", "one head"], ["uniform", "uniform attention"],
        c.controlMean.length > 0 && ["control", "random-initialised control"],
        c.powerLaw.length === 2 && ["comparison", `power law, slope ${shown(-c.powerLaw[1])}${better("power law")}`],
        c.exponential.length === 2 && ["comparison dashdot", `exponential, rate ${shown(-c.exponential[1])}${better("exponential")}`]]);
    },
    tableOf: () => {
      const c = curve();
      return { head: ["from", "to", "rows", "uniform u(d)", "mean P/u", "low", "high", "median head", "control"],
        rows: c.from.map((_, b) => [c.from[b], c.to[b], c.rows[b], c.uniform[b], c.ratioMean[b], c.ratioLow[b], c.ratioHigh[b], c.ratioMedian[b], c.controlMean[b] ?? null]) };
    },
  });
  const toggle = el("label", { class: "control" }, el("input", { type: "checkbox", onchange: (e) => { raw = e.target.checked; shape.refresh(); } }),
    "show raw P(d): uniform attention then seems to decay, too");
  follow(["sink"], () => shape.refresh());
  return [el("div", { class: "controls" }, sinkMenu(), toggle), shape.node];
}

/** P(d) / u(d) of one head, beside the mean over heads, uniform attention and the control. */
export function headDecay(layer, head) {
  const c = results.decay.find((curve) => curve.sink === state.sink) ?? results.decay[0], at = (b) => Math.sqrt(c.from[b] * c.to[b]);
  const bins = c.from.map((_, b) => b).filter((b) => c.from[b] > 0), positive = (v) => (exists(v) && v > 0 ? v : null);
  const own = (b) => (exists(c.attention[layer]?.[head]?.[b]) ? c.attention[layer][head][b] / c.uniform[b] : null);
  const points = (f) => bins.map((b) => [at(b), positive(f(b))]);
  const title = `Attention over uniform, P(d) / u(d), by distance${sinkWords(c.sink)}`;
  return figure({
    title: () => title, name: `decay_l${layer}_h${head}`,
    draw: (width) => {
      const [low, high] = extent([...points(own), ...points((b) => c.ratioMean[b])].map((p) => p[1]).concat([0.5, 2]));
      const f = frame({ width, height: 240, label: title, x: { log: true, domain: [0.9, at(c.from.length - 1) * 1.1], label: "distance, tokens" },
        y: { log: true, domain: [low / 1.5, high * 1.5], label: "attention / uniform" } });
      clip(f);
      f.plot.append(line(f, points(() => 1), "uniform"), c.controlMean.length ? line(f, points((b) => c.controlMean[b]), "control") : "",
        line(f, points((b) => c.ratioMean[b]), "comparison"), line(f, points(own), "model bold"));
      return f.root;
    },
    legendOf: () => legend([["model bold", "this head"], ["comparison", "mean over heads"], ["uniform", "uniform attention"], c.controlMean.length > 0 && ["control", "random-initialised control"]]),
    tableOf: () => ({ head: ["from", "to", "P(d)", "uniform u(d)", "mean P/u over heads"], rows: c.from.map((_, b) => [c.from[b], c.to[b], c.attention[layer]?.[head]?.[b] ?? null, c.uniform[b], c.ratioMean[b]]) }),
  }).node;
}
