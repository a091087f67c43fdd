// Train a small model here, watch its heads form, stop and go on; then go over its checkpoints.

import { ask } from "/app/ask.js";
import { follow, go, state } from "/app/address.js";
import { desk, listen, refreshModels, trouble } from "/app/desk.js";
import { currentHead } from "/app/heads.js";
import { clip, frame, legend, line } from "/parts/chart.js";
import { cividis } from "/parts/colour.js";
import { el, menu } from "/parts/elements.js";
import { figure } from "/parts/figure.js";
import { headGrid } from "/parts/headgrid.js";
import { exists, extent } from "/parts/numbers.js";
import { multiples } from "/app/multiples.js";
import { pyramidOf } from "/parts/pyramid.js";
import { tokenSentence } from "/parts/reads.js";
import { tokenMatrix } from "/parts/tokenmatrix.js";
import { headName, plural, shown } from "/parts/words.js";

const SETTINGS = [["layers", "Layers", 2, 1, 8], ["heads", "Heads", 4, 1, 16], ["dim", "Width", 128, 16, 512], ["steps", "Steps", 600, 10, 20000], ["lr", "Learning rate", 0.002, 0, 1], ["seed", "Seed", 1, 0, 1e9]];
const TEXT = 400000; // characters of a reader's own text; the server refuses more
const KINDS = { induction: "induction entry", previous: "previous token", sink: "alpha 0" };

export function show(place) {
  let run = { title: "", steps: [], evaluated: [], heads: [], checkpoints: [], plan: null, number: null }, busy = false, source = null, kind = "induction", timer = 0, playing = 0;
  const status = el("p", { class: "figureline", role: "status" }), buttons = el("div", { class: "controls" }), form = el("form", { class: "controls", onsubmit: (e) => { e.preventDefault(); start(); } });
  const inputs = SETTINGS.map(([key, label, value, low, high]) => [key, el("input", { type: "number", name: key, value: String(value), min: String(low), max: String(high), step: key === "lr" ? "any" : "1" }), label]);
  form.append(...inputs.map(([, input, label]) => el("label", { class: "control" }, el("span", {}, label), input)), el("button", { type: "submit" }, "Train on the grammar's stories"));
  const own = el("textarea", { rows: 4, spellcheck: "false", autocomplete: "off", "aria-label": "your own text to train on", "aria-describedby": "ownsize", placeholder: "Paste a text here, or open a file: it is learnt character by character.", oninput: () => sayOwn() });
  const ownSize = el("p", { id: "ownsize", class: "muted small", "aria-live": "polite" });
  const file = el("input", { type: "file", "aria-label": "open a text file", onchange: async () => { if (file.files[0]) { own.value = await file.files[0].text(); sayOwn(); } } });
  const ownButton = el("button", { type: "button", disabled: true, onclick: () => start(own.value) }, "Train on this text");
  const ownText = el("details", {}, el("summary", {}, "Train on your own text instead"), own, el("p", { class: "controls" }, file, ownButton), ownSize);
  function sayOwn() {
    const n = own.value.length;
    ownSize.textContent = n === 0 ? "" : n > TEXT ? `${shown(n)} characters are too many for this page: at most ${shown(TEXT)}; headlight train --text takes any number.` : `${shown(n)} characters.`;
    ownButton.disabled = busy || n === 0 || n > TEXT;
  }
  const curves = figure({
    title: () => `Loss${run.title ? `, ${run.title}` : ""}`, name: "training_loss", themed: true,
    draw: (width) => {
      const points = run.steps.map((s) => [s.step, s.loss]), held = run.evaluated.map((e) => [e.step, e.validationLoss]);
      const [low, high] = extent([...points, ...held].map((p) => p[1])), last = Math.max(1, run.last ?? 0, ...points.map((p) => p[0]), ...held.map((p) => p[0]));
      const f = frame({ width, height: 220, label: `training loss, now ${shown(points.at(-1)?.[1] ?? held.at(-1)?.[1])} nats`, x: { domain: [0, last], label: "step" }, y: { domain: [Math.min(low, 0) || 0, high * 1.05 || 1], label: "loss, nats" } });
      clip(f);
      f.plot.append(line(f, points, "faint"), line(f, held, "model bold"));
      mark(f);
      return f.root;
    },
    legendOf: () => legend([["faint", "each step told, training"], ["model bold", "held out"]]),
    tableOf: () => ({ head: ["step", "held-out loss", "training loss"], rows: run.evaluated.map((e) => [e.step, e.validationLoss ?? null, e.loss ?? null]) }),
  });
  const forming = figure({
    title: () => "Heads forming", name: "heads_forming", themed: true,
    draw: (width) => {
      const last = Math.max(1, run.last ?? 0, ...run.heads.map((h) => h.step));
      const f = frame({ width, height: 220, label: `best induction score, now ${shown(run.heads.at(-1)?.best.value)}`, x: { domain: [0, last], label: "step" }, y: { domain: [0, 1], label: "score" } });
      clip(f);
      const each = run.heads[0]?.induction.flatMap((row, l) => row.map((_, h) => line(f, run.heads.map((p) => [p.step, p.induction[l][h]]), "faint"))) ?? [];
      f.plot.append(...each, line(f, run.heads.map((p) => [p.step, p.best.value]), "model bold"), line(f, run.heads.map((p) => [p.step, Math.max(...p.previous.flat().filter(exists))]), "comparison"));
      mark(f);
      return f.root;
    },
    legendOf: () => legend([["faint", "one head, induction"], ["model bold", "best induction"], ["comparison", "best previous token"]]),
    tableOf: () => ({ head: ["step", "best induction", "head", "loss on repeats, first copy", "later copies"], rows: run.heads.map((p) => [p.step, p.best.value, `${p.best.layer}.${p.best.head}`, p.lossFirst ?? null, p.lossLater ?? null]) }),
  });
  const scrub = el("section", { "aria-label": "Checkpoints" }), map = el("div", {}), read = el("p", { class: "readout tall", "aria-live": "polite" });
  const line2 = el("p", { class: "readout", "aria-live": "polite" });
  const heads = multiples({ label: "attention of every head at this checkpoint", onopen: (l, h) => go({ head: `${l}.${h}` }), onsay: (t) => { line2.textContent = t; } });
  const matrix = tokenMatrix({ widest: 480, onpoint: (i) => point(i), onpin: (i) => go({ token: String(i), key: "" }) });
  const slider = el("input", { type: "range", min: "0", max: "0", value: "0", "aria-label": "checkpoint", oninput: () => { stopPlaying(); choose(Number(slider.value)); } }), at = el("output", {});
  const play = el("button", { type: "button", onclick: () => (playing ? stopPlaying() : startPlaying()) }, "Play");
  scrub.append(el("h2", {}, "Over the checkpoints"), el("div", { class: "controls scrub" }, play, slider, at), el("div", { class: "bench" }, el("div", { class: "side" }, map, line2, heads.node), el("section", { class: "headpanel", "aria-label": "Head at this checkpoint" }, matrix.node, read)));
  const runsMenu = el("span", {}), charts = el("div", { class: "pair even" }, curves.node, forming.node);
  place.append(form, ownText, el("div", { class: "controls" }, runsMenu, buttons), status, charts, scrub);

  const mark = (f) => { const step = stepNow(); if (step !== null) f.plot.append(line(f, [[step, f.y.invert ?? 0], [step, 1e9]], "uniform")); };
  const stepNow = () => { const c = run.checkpoints.find((x) => x.model === (state.model || desk.model?.id)); return c ? c.step : null; };

  async function list() {
    const told = await ask("/api/runs");
    busy = told.busy;
    runsMenu.replaceChildren(told.runs.length > 1 ? menu("Run", told.runs.map((r) => [String(r.run), r.title]), state.run || String(told.runs.at(-1).run), (value) => go({ run: value })) : "");
    const mine = told.runs.find((r) => String(r.run) === state.run) ?? told.runs.at(-1);
    if (mine) {
      run = { title: mine.title, number: mine.run, plan: mine.plan, checkpoints: mine.checkpoints, last: mine.plan.steps, steps: mine.run === run.number ? run.steps : [],
        evaluated: mine.metrics.map((m) => ({ step: m.step, loss: m.loss, validationLoss: m.validation_loss })), heads: mine.heads };
    }
    draw();
    if (busy && !source) watch();
  }

  async function start(text = "") {
    try {
      await ask("/api/train", { settings: Object.fromEntries(inputs.map(([key, input]) => [key, input.value])), text });
      busy = true;
      go({ run: "" }, { quiet: true });
      run = { title: "", steps: [], evaluated: [], heads: [], checkpoints: [], plan: null, number: null };
      watch();
    } catch (e) { trouble(e); }
  }

  /** Events come from the run's beginning; what they say replaces what the run's files said. */
  function watch() {
    source?.close();
    source = new EventSource("/api/train/events");
    run = { ...run, steps: [], evaluated: run.number === null ? [] : run.evaluated, heads: run.number === null ? [] : run.heads };
    source.onmessage = (e) => { happened(JSON.parse(e.data)); later(); };
    source.onerror = () => { source?.close(); source = null; };
  }
  function later() {
    if (timer) return;
    timer = setTimeout(() => { timer = 0; draw(); }, 120);
  }
  const put = (list, entry) => { const there = list.findIndex((x) => x.step === entry.step); if (there >= 0) list[there] = entry; else list.push(entry); };
  function happened(told) {
    if (told.kind === "begun") { run.last = told.steps; run.about = told; busy = true; }
    else if (told.kind === "step") { run.steps.push(told); run.now = told; }
    else if (told.kind === "evaluated") { put(run.evaluated, told); run.speed = told.tokensPerSecond; }
    else if (told.kind === "heads") put(run.heads, told);
    else if (told.kind === "saved") saved();
    else if (told.kind === "warning") trouble(new Error(told.sentence));
    else if (told.kind === "ended" || told.kind === "failed") {
      busy = false;
      run.end = told;
      source?.close();
      source = null;
      if (told.kind === "failed") trouble(new Error(told.sentence));
      saved();
    }
  }
  let refreshing = 0;
  function saved() {
    clearTimeout(refreshing);
    refreshing = setTimeout(async () => {
      try {
        const told = await ask("/api/runs"), mine = told.runs.at(-1);
        if (mine && (run.number === null || run.number === mine.run)) { run.number = mine.run; run.title = mine.title; run.plan = mine.plan; run.checkpoints = mine.checkpoints; busy = told.busy; }
        await refreshModels();
        draw();
      } catch (e) { trouble(e); }
    }, 400);
  }

  function draw() {
    drawStatus();
    charts.hidden = !busy && run.steps.length === 0 && run.evaluated.length === 0;
    curves.refresh();
    forming.refresh();
    drawScrub();
  }
  function drawStatus() {
    const now = run.now, left = now && exists(now.stepsPerSecond) ? (run.last - now.step) / now.stepsPerSecond : null;
    status.textContent = busy
      ? `Step ${shown(now?.step ?? 0)} of ${shown(run.last ?? 0)}${now ? `, loss ${shown(now.loss)}` : ""}${exists(run.speed) ? `, ${shown(run.speed)} tokens a second` : ""}${left !== null ? `, about ${shown(Math.ceil(left))} s left` : ""}.${run.heads.length ? ` Best induction head: ${headName(run.heads.at(-1).best.layer, run.heads.at(-1).best.head)}, ${shown(run.heads.at(-1).best.value)}.` : ""}`
      : run.end?.kind === "ended" ? (run.end.finished ? `All ${shown(run.end.step)} steps are done.` : `Stopped and saved at step ${shown(run.end.step)}.`)
        : run.number === null ? "No run yet. The plan above takes under a minute on two processors." : `${run.title}: ${plural(run.checkpoints.length, "checkpoint")}.`;
    const press = (path, question, then) => async () => { try { await ask(path, question); then?.(); } catch (e) { trouble(e); } };
    const unfinished = !busy && run.number !== null && (run.checkpoints.at(-1)?.step ?? 0) < (run.plan?.steps ?? 0);
    buttons.replaceChildren(
      busy ? el("button", { type: "button", onclick: press("/api/train/stop", {}) }, "Stop") : "",
      unfinished ? el("button", { type: "button", onclick: press("/api/train/resume", { run: run.number }, () => { busy = true; run.end = null; watch(); }) }, "Go on") : "");
    form.querySelector("button").disabled = busy;
    sayOwn();
  }

  function drawScrub() {
    scrub.hidden = run.checkpoints.length === 0;
    if (scrub.hidden) return;
    slider.max = String(run.checkpoints.length - 1);
    const here = run.checkpoints.findIndex((c) => c.model === (state.model || desk.model?.id));
    if (here >= 0) slider.value = String(here);
    const step = here >= 0 ? run.checkpoints[here].step : null;
    at.textContent = step === null ? "choose a checkpoint" : `step ${shown(step)} of ${shown(run.last ?? run.plan?.steps ?? 0)}`;
    slider.setAttribute("aria-valuetext", at.textContent);
    drawMap(step);
    drawReading();
  }
  function drawMap(step) {
    if (step === null || run.heads.length === 0) { map.replaceChildren(); return; }
    const point = run.heads.reduce((best, p) => (Math.abs(p.step - step) < Math.abs(best.step - step) ? p : best));
    const values = point[kind];
    map.replaceChildren(el("div", { class: "controls" }, menu("Score", Object.entries(KINDS), kind, (value) => { kind = value; drawMap(stepNow()); })),
      headGrid({ name: `${KINDS[kind]} at step ${point.step}`, heads: values.map((r) => r.length), width: Math.min(420, place.clientWidth), chosen: desk.model ? currentHead().join(".") : "",
        paint: (l, h) => ({ fill: cividis(values[l][h] ?? 0), none: !exists(values[l][h]), label: `${headName(l, h)}, ${KINDS[kind]} ${shown(values[l][h])} at step ${point.step}` }),
        onsay: (t) => { line2.textContent = t; }, onopen: (key) => go({ head: key }) }).node,
      el("p", { class: "muted small" }, `From the held-out windows and random repeats at step ${shown(point.step)}.`));
  }
  let built = null;
  function drawReading() {
    const { model, reading } = desk;
    if (!model || !run.checkpoints.some((c) => c.model === model.id)) return;
    if (built !== `${model.layers}x${model.heads}` || !heads.node.childElementCount) { built = `${model.layers}x${model.heads}`; }
    if (reading?.model !== model) return;
    if (heads.node.dataset.of !== model.id) { heads.node.dataset.of = model.id; heads.build(model); }
    heads.complete(reading, "raw");
    const [layer, head] = currentHead();
    heads.choose(layer, head);
    if (!reading.has(layer)) return;
    matrix.show(pyramidOf(reading.triangle(layer, head, "raw")), reading.tokens, "sqrt", `attention of ${headName(layer, head)} at this checkpoint`);
    point(state.token === "" ? reading.n - 1 : Math.min(Number(state.token) || 0, reading.n - 1));
  }
  function point(i) {
    const { reading } = desk, [layer, head] = currentHead();
    if (!reading?.has(layer)) return;
    matrix.point(i, -1);
    read.replaceChildren(...tokenSentence(reading.tokens, reading.triangle(layer, head, "raw"), i), ` ${headName(layer, head)}.`);
  }

  function choose(k) {
    const c = run.checkpoints[k];
    if (!c) return;
    go({ model: c.model }, { quiet: true });
    drawScrub();
    curves.refresh();
    forming.refresh();
  }
  function startPlaying() {
    if (Number(slider.value) >= run.checkpoints.length - 1) slider.value = "0";
    play.textContent = "Pause";
    playing = setInterval(() => {
      const k = Number(slider.value) + (desk.busy ? 0 : 1);
      if (k >= run.checkpoints.length) { stopPlaying(); return; }
      slider.value = String(k);
      choose(k);
    }, 400);
    choose(Number(slider.value));
  }
  function stopPlaying() { clearInterval(playing); playing = 0; play.textContent = "Play"; }

  const leaving = [
    listen((what) => { if (what === "model" || what === "outcome") drawScrub(); if (what === "outcome") drawReading(); }),
    follow(["head", "token"], drawScrub), follow(["run"], () => list().catch(trouble)),
    () => { source?.close(); stopPlaying(); clearTimeout(timer); clearTimeout(refreshing); },
  ];
  list().catch(trouble);
  return () => leaving.forEach((end) => end());
}
