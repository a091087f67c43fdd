// Layers x heads as a grid: layer 0 at the bottom, arrow keys move, Enter opens the head.

/**
 * paint(layer, head) says {fill, hollow, none, letter, label}; the label is what a screen reader and the
 * line below the map say.
 */
function headMap({ name, paint, width, readout, cellHeight }) {
  const left = 46, top = model.kvHeads < model.heads ? 22 : 8, bottom = 34;
  const w = Math.max(6, Math.min(52, (width - left - 4) / model.heads));
  const hgt = cellHeight ?? Math.max(11, Math.min(26, w));
  const height = top + model.layers * hgt + bottom;
  const full = left + model.heads * w + 4;
  const x = (head) => left + head * w, y = (layer) => top + (model.layers - 1 - layer) * hgt;
  const cells = new Map();
  let current = state.head || "0.0";
  const every = (n, size, least) => Math.max(1, Math.ceil(least / size));
  const root = svg("svg", { viewBox: `0 0 ${round(full)} ${height}`, width: round(full), height, class: "chart headmap", role: "grid", "aria-label": name,
    "aria-rowcount": model.layers, "aria-colcount": model.heads });
  if (model.kvHeads < model.heads) {
    const each = model.heads / model.kvHeads;
    root.append(svg("path", { class: "axis", d: Array.from({ length: model.kvHeads }, (_, g) => `M${round(x(g * each) + 2)} 17v-4H${round(x((g + 1) * each) - 2)}v4`).join("") }),
      svg("text", { class: "tick", x: left, y: 9 }, "key/value groups"));
  }
  for (let layer = model.layers - 1; layer >= 0; layer--) {
    const row = svg("g", { role: "row" });
    for (let head = 0; head < model.heads; head++) {
      const key = `${layer}.${head}`, p = paint(layer, head);
      const inset = p.hollow ? 2 : 0.75;
      const cell = svg("g", { role: "gridcell", tabindex: key === current ? "0" : "-1", "aria-label": p.label, "data-head": key, class: "cell" },
        svg("rect", { x: round(x(head) + inset), y: round(y(layer) + inset), width: round(w - 2 * inset), height: round(hgt - 2 * inset),
          class: p.none ? "none" : p.hollow ? "hollow" : "full", fill: p.none ? "none" : p.hollow ? "#ffffff" : p.fill, stroke: p.hollow ? p.fill : "none", "pointer-events": "all" }),
        p.none ? svg("path", { class: "novalue", d: `M${round(x(head) + 3)} ${round(y(layer) + hgt - 3)}L${round(x(head) + w - 3)} ${round(y(layer) + 3)}` }) : null,
        p.letter && w >= 9 ? svg("text", { class: "letter", x: round(x(head) + w / 2), y: round(y(layer) + hgt / 2 + 4), "text-anchor": "middle" }, p.letter) : null);
      cells.set(key, cell);
      row.append(cell);
    }
    if (layer % every(model.layers, hgt, 13) === 0) row.append(svg("text", { class: "tick", x: left - 6, y: round(y(layer) + hgt / 2 + 4), "text-anchor": "end", "aria-hidden": "true" }, String(layer)));
    root.append(row);
  }
  for (let head = 0; head < model.heads; head += every(model.heads, w, 16)) {
    root.append(svg("text", { class: "tick", x: round(x(head) + w / 2), y: height - 20, "text-anchor": "middle", "aria-hidden": "true" }, String(head)));
  }
  root.append(svg("text", { class: "label", x: round(left + model.heads * w / 2), y: height - 4, "text-anchor": "middle", "aria-hidden": "true" }, "head"),
    svg("text", { class: "label", x: 13, y: round(top + model.layers * hgt / 2), "text-anchor": "middle", transform: `rotate(-90 13 ${round(top + model.layers * hgt / 2)})`, "aria-hidden": "true" }, "layer"));

  const keyAt = (event) => event.target.closest?.("[data-head]")?.dataset.head;
  const say = (key) => { readout.textContent = cells.get(key).getAttribute("aria-label"); };
  const open = (key) => choose({ head: key });
  root.addEventListener("pointerover", (e) => { const key = keyAt(e); if (key) say(key); });
  root.addEventListener("focusin", (e) => { const key = keyAt(e); if (key) { current = key; say(key); } });
  root.addEventListener("click", (e) => { const key = keyAt(e); if (key) { move(key); open(key); } });
  root.addEventListener("keydown", (e) => {
    const [layer, head] = current.split(".").map(Number);
    const step = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -head], End: [0, model.heads - 1 - head],
      PageUp: [5, 0], PageDown: [-5, 0] }[e.key];
    if (step) {
      e.preventDefault();
      const inside = (v, n) => Math.min(Math.max(v, 0), n - 1);
      move(`${inside(layer + step[0], model.layers)}.${inside(head + step[1], model.heads)}`);
    } else if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(current); }
  });
  function move(key) {
    cells.get(current)?.setAttribute("tabindex", "-1");
    current = key;
    cells.get(key).setAttribute("tabindex", "0");
    cells.get(key).focus({ preventScroll: true });
  }
  cells.get(state.head)?.classList.add("chosen");
  return root;
}

/** Which role each head earned. */
function drawRoleMap() {
  if (results.roles.length === 0) return;
  const readout = el("p", { class: "readout", "aria-live": "polite" }, "Hover or move with the arrow keys; Enter opens a head.");
  const named = new Map(results.roles.map((r) => [`${r.layer}.${r.head}`, r]));
  const label = (r, layer, head) => r
    ? `${headName(layer, head)}: ${r.role}${r.score ? `, ${r.score} ${intervalText(r)}` : ""}${r.runnerUp ? `; next ${r.runnerUp}` : ""}`
    : `${headName(layer, head)}: no role`;
  const shape = figure({
    title: () => "Role of each head", name: "head_roles",
    draw: (width) => headMap({ name: "Role of each head", width: Math.min(width, 380), readout,
      cellHeight: Math.max(12, Math.min(24, 400 / model.layers)),
      paint: (layer, head) => {
        const r = named.get(`${layer}.${head}`);
        return r ? { ...roleMark(r.role, r.margin), label: label(r, layer, head) } : { none: true, label: label(r, layer, head) };
      } }),
    legendOf: () => el("ul", { class: "legend roles" }, [...roleCounts()].map(([role, count]) => {
      const m = roleMark(role, 1);
      return el("li", {}, svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, svg("rect", { width: 16, height: 16, fill: m.fill }),
        svg("text", { class: "letter", x: 8, y: 12, "text-anchor": "middle" }, m.letter)), `${role} ${shown(count)}`);
    })),
    tableOf: roleTable,
    caption: "Stronger colour, wider margin over the role's threshold. Roles leave key 0 out, but for sink.",
  });
  byId("rolemap").append(shape.node);
  shape.node.querySelector(".drawing").after(readout);
}

const roleTable = () => ({
  head: ["layer", "head", "role", "earned by", "value", "low", "high", "margin", "runner-up", "its margin"],
  rows: results.roles.map((r) => [r.layer, r.head, r.role, r.score, r.value, r.low, r.high, r.margin, r.runnerUp, r.runnerUpMargin]),
});

/** The section of score matrices. */
function drawScores() {
  const section = byId("scores");
  if (scoreIds.length === 0) { section.append(el("p", { class: "muted" }, "No score was taken.")); return; }
  const about = el("p", { class: "about" });
  const readout = el("p", { class: "readout", "aria-live": "polite" }, "Hover or move with the arrow keys; Enter opens a head.");
  const chosen = () => matrix(state.score, state.sink);
  const name = () => `${titleOf(state.score)}${sinkWords(chosen().sink)}`;
  const map = figure({
    title: name, name: "score_matrix",
    draw: (width) => {
      const m = chosen(), [low, high] = extent(m.value.flat());
      return headMap({ name: name(), width: Math.min(width, 620), readout, cellHeight: Math.max(12, Math.min(24, 560 / model.layers)),
        paint: (layer, head) => {
          const f = headFigures(m, layer, head);
          return { none: !exists(f.value), hollow: undecided(f), fill: cividis((f.value - low) / (high - low || 1)), label: figureLabel(f, layer, head) };
        } });
    },
    legendOf: () => scoreLegend(chosen()),
    tableOf: () => ({
      head: ["layer", "head", "value", "low", "high", "null", "control", "q"],
      rows: [...headsOf(chosen())].map((f) => [f.layer, f.head, f.value, f.low, f.high, f.none, f.control, f.q]),
    }),
  });
  map.node.querySelector(".drawing").after(readout);
  const rank = rankingFigure(() => state.score, () => state.sink);
  const scoreMenu = el("div", {});
  section.append(el("div", { class: "controls" }, scoreMenu), about, el("div", { class: "pair" }, map.node, rank.node));
  follow(["score", "sink"], () => {
    const variants = results.scores.filter((m) => m.score === state.score).map((m) => m.sink);
    scoreMenu.replaceChildren(
      menu("Score", scoreIds.map((id) => [id, titleOf(id)]), state.score, (score) => choose({ score })),
      variants.length > 1 ? menu("Key 0", [["without", "left out"], ["with", "included"]], state.sink, (sink) => choose({ sink })) : "");
    const d = definitionOf(state.score);
    about.replaceChildren(...(d ? [`${d.meaning} `, el("code", {}, d.formula), d.nullText ? ` Uniform attention: ${d.nullText}.` : ""] : []));
    map.refresh();
    rank.refresh();
  });
}

const sinkWords = (sink) => ({ with: ", key 0 included", without: ", key 0 left out" })[sink] ?? "";
const headFigures = (m, layer, head) => ({
  value: at(m.value, layer, head), low: at(m.low, layer, head), high: at(m.high, layer, head), none: at(m.nullUniform, layer, head),
  control: at(m.control, layer, head), q: at(m.q, layer, head), rows: at(m.rows, layer, head),
});
const figureLabel = (f, layer, head) => exists(f.value)
  ? `${headName(layer, head)}: ${intervalText(f)}, null ${shown(f.none)}, control ${shown(f.control)}, q ${shown(f.q)}${undecided(f) ? "; not told from the null" : ""}`
  : `${headName(layer, head)}: no value`;

/** The colour bar with ticks for null and control. */
function scoreLegend(m) {
  const [low, high] = extent(m.value.flat());
  const width = 300, x = linear([low, high], [4, width - 4]);
  const none = mean(m.nullUniform.flat()), control = mean((m.control ?? []).flat());
  const inside = (v) => exists(v) && v >= low && v <= high;
  const mark = (v, kind) => inside(v) ? svg("path", { class: `line ${kind}`, d: `M${round(x(v))} 0V20` }) : null;
  return el("div", { class: "colourbar" },
    svg("svg", { viewBox: `0 0 ${width} 36`, class: "chart", role: "img", "aria-label": `colour from ${shown(low)} to ${shown(high)}` },
      Array.from({ length: 48 }, (_, i) => svg("rect", { x: round(4 + i * (width - 8) / 48), y: 4, width: (width - 8) / 48 + 0.5, height: 12, fill: cividis(i / 47) })),
      mark(none, "uniform"), mark(control, "control"),
      svg("text", { class: "tick", x: 4, y: 32 }, shown(low)), svg("text", { class: "tick", x: width - 4, y: 32, "text-anchor": "end" }, shown(high))),
    el("p", { class: "muted small" }, `Mean null ${shown(none)} (dotted)${exists(control) ? `, control ${shown(control)} (dashed)` : ", no control"}. Hollow: the interval holds the null, or q > 0.05. Stroke: no value.`));
}
