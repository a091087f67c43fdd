// A score by layer: heads as dots, the mean as a line, null and control.

import { dots, frame, legend, line, pointed, ribbon } from "../parts/chart.js";
import { derived, el, svg, table } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent, mean, round } from "../parts/numbers.js";
import { headName, shown } from "../parts/words.js";
import { sinkWords } from "./labels.js";
import { at, layerMeans, matrix, results, scoreIds, titleOf } from "./results.js";
import { choose } from "./state.js";

/**
 * heads[layer][head]; mean, low, high, none, control, thin by layer, each may be missing; shade [from, to] marks
 * layers. zero pulls 0 into the axis.
 */
export function layerFigure({ title, name, yLabel, series, meanNote = "" }) {
  const readout = el("p", { class: "readout", "aria-live": "polite" }, "Point at a dot to name its head; a click opens it.");
  return figure({
    title, name, below: readout,
    draw: (width) => {
      const s = series();
      const [low, high] = extent([...s.heads.flat(), ...(s.mean ?? []), ...(s.none ?? []), ...(s.control ?? []), ...(s.thin ?? [])]);
      const pad = (high - low || 1) * 0.05;
      const count = s.heads.length;
      const step = Math.max(1, Math.ceil(count / Math.max(4, (width - 66) / 26)));
      const f = frame({ width, height: Math.min(360, Math.max(240, width * 0.45)), label: title(),
        x: { domain: [-0.5, count - 0.5], label: "layer", grid: false, ticks: Array.from({ length: count }, (_, i) => i).filter((i) => i % step === 0) },
        y: { domain: [low - pad, high + pad], label: yLabel } });
      if (s.shade) f.plot.append(svg("rect", { class: "shade", x: round(f.x(s.shade[0] - 0.5)), y: f.top, width: round(f.x(s.shade[1] + 0.5) - f.x(s.shade[0] - 0.5)), height: f.bottom - f.top }));
      const points = s.heads.flatMap((row, l) => row.map((v, h) => [l + 0.5 * (h + 0.5) / row.length - 0.25, v, l, h]));
      const byLayer = (values) => values.map((v, l) => [l, v]);
      f.plot.append(dots(f, points, "model"),
        s.none?.length ? line(f, byLayer(s.none), "uniform") : "",
        s.control?.length ? line(f, byLayer(s.control), "control") : "",
        s.thin?.length ? line(f, byLayer(s.thin), "comparison") : "",
        s.low?.length ? ribbon(f, s.low.map((v, l) => [l, v, s.high[l]]), "model") : "",
        s.mean?.length ? line(f, byLayer(s.mean), "model bold") : "");
      pointed(f, points.filter((p) => exists(p[1])).map(([x, v, l, h]) => [f.x(x), f.y(v), `${headName(l, h)}: ${shown(v)}`, `${l}.${h}`]),
        (label) => { readout.textContent = label; }, (head) => choose({ head }));
      return f.root;
    },
    legendOf: () => {
      const s = series();
      return legend([["model bold", `mean over heads${s.low?.length ? ", 95% interval" : ""}${meanNote}`], ["dots model", "one head"],
        s.none?.length && ["uniform", "uniform attention"], s.control?.length && ["control", "random-initialised control"],
        s.thin?.length && ["comparison", "mean, key 0 included"], s.shade && ["ribbon shade", "middle third"]]);
    },
    tableOf: () => {
      const s = series();
      return { head: ["layer", "mean", "low", "high", "null", "control", "mean, key 0 included", "lowest head", "highest head"],
        rows: s.heads.map((row, l) => [l, own(s.mean?.[l]), s.low?.[l] ?? null, s.high?.[l] ?? null, own(s.none?.[l]), own(s.control?.[l]), own(s.thin?.[l]),
          ...(row.some(exists) ? extent(row) : [null, null]).map(own)]) };
    },
  });
}

/** A figure by layer, which the page has taken from those of the heads. */
const own = (x) => (exists(x) ? derived(x, "by layer") : null);

/** A score of every head by layer, each figure passed through f(value, null). */
export function byLayer(score, f) {
  const main = matrix(score, "without"), withSink = matrix(score, "with");
  const through = (m, values) => values.map((row, l) => row.map((v, h) => (exists(v) ? f(v, at(m.nullUniform, l, h)) : null)));
  const heads = through(main, main.value);
  return {
    heads, mean: layerMeans(heads), none: layerMeans(through(main, main.nullUniform)), control: layerMeans(through(main, main.control ?? [])),
    thin: withSink && withSink !== main ? layerMeans(through(withSink, withSink.value)) : [],
  };
}

export function layerEvolutionFigures() {
  const made = [];
  if (matrix("mean_distance")) {
    made.push(layerFigure({ title: () => "Mean distance over that of uniform attention, by layer", name: "mean_distance", yLabel: "mean distance / null",
      series: () => byLayer("mean_distance", (v, none) => (exists(none) && none !== 0 ? v / none : null)) }).node);
  }
  if (matrix("locality_8")) {
    made.push(layerFigure({ title: () => "Attention to the last 8 keys, beyond uniform, by layer", name: "locality_8", yLabel: "locality 8 − null",
      series: () => byLayer("locality_8", (v, none) => (exists(none) ? v - none : null)) }).node);
  }
  return made.length > 1 ? [el("div", { class: "pair even" }, made)] : made;
}

export function entropyFigures() {
  const curve = results.entropyByLayer.find((c) => c.sink !== "with") ?? results.entropyByLayer[0];
  if (!curve) return [];
  const other = results.entropyByLayer.find((c) => c.sink === "with");
  // The hypothesis' own middle third: layers whose centre lies in it.
  const n = curve.mean.length, middle = curve.mean.map((_, l) => l).filter((l) => 6 * l + 3 >= 2 * n && 6 * l + 3 < 4 * n);
  return [layerFigure({ title: () => `Normalised entropy by layer${sinkWords(curve.sink)}`, name: "entropy_by_layer", yLabel: "normalised entropy",
    series: () => ({
      heads: matrix("entropy_normalized", curve.sink)?.value ?? curve.mean.map(() => []), mean: curve.mean, low: curve.low, high: curve.high,
      none: curve.nullUniform, control: curve.control, thin: other && other !== curve ? other.mean : [], shade: n >= 3 ? [middle[0], middle.at(-1)] : null,
    }) }).node];
}

export function specialFigures() {
  const id = scoreIds.find((s) => s === "special_mass");
  if (!id) return [];
  const classes = scoreIds.filter((s) => s.startsWith("special_mass"));
  return [
    layerFigure({ title: () => "Attention to punctuation and special tokens over that of uniform attention, log scale", name: "special_mass", yLabel: "ln special mass",
      series: () => byLayer(id, (v) => (v > 0 ? Math.log(v) : null)) }).node,
    table(["tokens", "mean over heads", "median head", "uniform", "control"], classes.map((c) => {
      const m = matrix(c, "without"), values = m.value.flat().filter(exists).sort((a, b) => a - b);
      const average = (all) => derived(mean(all), "mean over heads");
      return [titleOf(c), average(values), derived(values[Math.floor(values.length / 2)] ?? null, "median head"), average(m.nullUniform.flat()), average((m.control ?? []).flat())];
    }), "By class of token, key 0 left out; 1 is uniform attention"),
  ];
}
