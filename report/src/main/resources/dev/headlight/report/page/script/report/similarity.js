// Which heads attend alike: the divergence between any two, in the order of the dendrogram.

import { frame, legend, line, ribbon } from "../parts/chart.js";
import { cividis } from "../parts/colour.js";
import { byId, derived, el, number, numberWithInterval, put, svg, table } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { exists, extent, round, within } from "../parts/numbers.js";
import { Triangle } from "../parts/triangle.js";
import { headName, sentenceOf, shown } from "../parts/words.js";
import { headLink } from "./examples.js";
import { sinkWords } from "./labels.js";
import { at, model, results, roleOf } from "./results.js";
import { sinkMenu } from "./scores.js";
import { choose, follow, state } from "./state.js";

export function drawSimilarity() {
  const similarity = results.similarity;
  if (!similarity || similarity.variants.length === 0) return;
  const section = byId("similarity"), variant = () => similarity.variants.find((v) => v.sink === state.sink) ?? similarity.variants[0];
  const claim = el("p", { class: "claim" }), readout = el("p", { class: "readout", "aria-live": "polite" }, "Hover, or move with the arrow keys; Enter opens the row's head.");
  const map = figure({
    title: () => `Divergence between heads, alike heads side by side${sinkWords(variant().sink)}`, name: "head_divergence", below: readout, themed: true,
    draw: (width) => pairMatrix(variant(), Math.min(width, 560), readout), legendOf: () => bar(variant()),
    tableOf: () => nearestTable(variant()),
    caption: `${sentenceOf(similarity.sample)} ${sentenceOf(similarity.clustering)}`,
  });
  const layers = withinLayers(variant);
  section.append(el("div", { class: "controls" }, sinkMenu()), claim, el("div", { class: "pair" }, map.node, layers.node));
  follow(["sink"], () => {
    const v = variant();
    put(claim, "Two heads of one layer differ by ", ...numberWithInterval({ value: v.mean, low: v.meanLow, high: v.meanHigh }), " on average",
      exists(v.control) ? [" (random control ", ...numberWithInterval({ value: v.control, low: v.controlLow, high: v.controlHigh }), ")"] : "", ". ",
      ...(exists(v.silhouette) ? ["The best clustering has ", derived(new Set(v.cluster.flat()).size, "clusters of heads"), " clusters, silhouette ", number(v.silhouette), "; made on one half of the text and taken on the other ", number(v.silhouetteApart),
        ", with shuffled labels ", number(v.shuffled), " (95% below ", number(v.shuffledHigh), "), p ", number(v.p), "."] : []));
    map.refresh();
    layers.refresh();
  });
}

const layerAndHead = (n) => [Math.floor(n / model.heads), n % model.heads];
const triangles = new Map();
function divergenceOf(v) {
  if (!triangles.has(v)) triangles.set(v, Triangle.unpack(v.divergence));
  const t = triangles.get(v);
  return (n, m) => (n === m ? 0 : t.at(Math.max(n, m), Math.min(n, m)));
}
const greatest = (v) => { divergenceOf(v); return extent([...triangles.get(v).weights])[1]; };

function pairMatrix(v, width, readout) {
  const n = v.order.length, of = divergenceOf(v), most = greatest(v) || 1, side = Math.max(1, Math.floor(width / n)) * n;
  const canvas = el("canvas", { class: "pairmatrix", role: "application", tabindex: "0", "aria-roledescription": "matrix of pairs of heads", "aria-label": `Divergence between ${n} heads`, width: n, height: n });
  const pen = canvas.getContext("2d"), image = pen.createImageData(n, n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const d = of(v.order[a], v.order[b]), c = exists(d) ? cividis(d / most).match(/\d+/g).map(Number) : [0, 0, 0, 0];
      image.data.set([c[0], c[1], c[2], exists(d) ? 255 : 0], 4 * (a * n + b));
    }
  }
  pen.putImageData(image, 0, 0);
  canvas.style.width = canvas.style.height = `${Math.min(side, width)}px`;
  let cell = [0, 0];
  const say = (a, b) => {
    cell = [within(a, 0, n - 1), within(b, 0, n - 1)];
    const [p, q] = cell.map((k) => v.order[k]), name = (k) => headName(...layerAndHead(k)), r = (k) => roleOf(...layerAndHead(k))?.role;
    put(readout, `${name(p)} (${r(p) ?? "no role"}) and ${name(q)} (${r(q) ?? "no role"}): `, number(of(p, q)));
  };
  canvas.addEventListener("pointermove", (e) => {
    const box = canvas.getBoundingClientRect();
    say(Math.floor((e.clientY - box.top) / box.height * n), Math.floor((e.clientX - box.left) / box.width * n));
  });
  const open = () => { const [layer, head] = layerAndHead(v.order[cell[0]]); choose({ head: `${layer}.${head}` }); };
  canvas.addEventListener("click", open);
  canvas.addEventListener("keydown", (e) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -n], End: [0, n] }[e.key];
    if (step) say(cell[0] + step[0], cell[1] + step[1]); else if (e.key === "Enter") open(); else return;
    e.preventDefault();
  });
  return canvas;
}

function bar(v) {
  const width = 300;
  return el("div", { class: "colourbar" }, svg("svg", { viewBox: `0 0 ${width} 36`, class: "chart", role: "img", "aria-label": `colour from 0 to ${shown(greatest(v))}` },
    Array.from({ length: 48 }, (_, i) => svg("rect", { x: round(4 + i * (width - 8) / 48), y: 4, width: (width - 8) / 48 + 0.5, height: 12, fill: cividis(i / 47) })),
    svg("text", { class: "tick", x: 4, y: 32 }, "0, alike"), svg("text", { class: "tick", x: width - 4, y: 32, "text-anchor": "end" }, `${shown(greatest(v))}, apart`)));
}

/** The heads most like one: [[divergence, number], ...]. */
export function nearest(v, n, count) {
  const of = divergenceOf(v);
  return v.order.filter((m) => m !== n).map((m) => [of(n, m), m]).filter(([d]) => exists(d)).sort((a, b) => a[0] - b[0]).slice(0, count);
}

function nearestTable(v) {
  return { head: ["layer", "head", "cluster", "most alike", "divergence", "then", "divergence"], rows: v.order.map((n) => {
    const [layer, head] = layerAndHead(n), [first, second] = nearest(v, n, 2), name = (pair) => (pair ? headName(...layerAndHead(pair[1])) : "");
    return [layer, head, at(v.cluster, layer, head), name(first), first?.[0] ?? null, name(second), second?.[0] ?? null];
  }) };
}

function withinLayers(variant) {
  const title = () => `Divergence between the heads of a layer${sinkWords(variant().sink)}`;
  return figure({
    title, name: "divergence_by_layer",
    draw: (width) => {
      const v = variant(), points = (values) => values.map((d, l) => [l, d]);
      const f = frame({ width, height: within(width * 0.5, 220, 320), label: title(), x: { domain: [-0.5, model.layers - 0.5], label: "layer", grid: false },
        y: { domain: [0, extent([...v.within, ...v.withinHigh, ...v.withinControl])[1] * 1.05], label: "divergence" } });
      f.plot.append(v.withinControl.length ? line(f, points(v.withinControl), "control") : "", ribbon(f, v.withinLow.map((low, l) => [l, low, v.withinHigh[l]]), "model"), line(f, points(v.within), "model bold"));
      return f.root;
    },
    legendOf: () => legend([["model bold", "mean over pairs of heads, 95% interval"], variant().withinControl.length > 0 && ["control", "random-initialised control"]]),
    tableOf: () => { const v = variant(); return { head: ["layer", "divergence", "low", "high", "control"], rows: v.within.map((d, l) => [l, d, v.withinLow[l], v.withinHigh[l], v.withinControl[l] ?? null]) }; },
  });
}

/** The heads most like this one, for its page. */
export function likeIt(layer, head) {
  const v = results.similarity?.variants.find((s) => s.sink === state.sink) ?? results.similarity?.variants[0];
  if (!v) return [];
  const all = nearest(v, layer * model.heads + head, 6);
  return all.length ? [el("section", {}, el("h3", {}, "Heads like this one"),
    table(["head", "role", "divergence"], all.map(([d, n]) => { const [l, h] = layerAndHead(n); return [headLink(l, h), roleOf(l, h)?.role ?? "", d]; }), `Least divergence of attention${sinkWords(v.sink)}; 0 is the same, 1 shares no key`))] : [];
}
