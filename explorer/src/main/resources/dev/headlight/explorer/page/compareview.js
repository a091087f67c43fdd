// Two models, or two states of one, side by side on the same text.

import { askInParts, latest } from "/app/ask.js";
import { follow, go, state } from "/app/address.js";
import { desk, listen, modelOf, textNow, trouble } from "/app/desk.js";
import { currentHead, headLine, roleOf } from "/app/heads.js";
import { divergence } from "/app/likeness.js";
import { multiples } from "/app/multiples.js";
import { openedResults } from "/app/opened.js";
import { nextTokens } from "/app/prediction.js";
import { Reading } from "/app/reading.js";
import { onThemeUntil } from "/app/textview.js";
import { cividis } from "/parts/colour.js";
import { el, number, table } from "/parts/elements.js";
import { headGrid } from "/parts/headgrid.js";
import { mean, within } from "/parts/numbers.js";
import { pyramidOf } from "/parts/pyramid.js";
import { tokenSentence } from "/parts/reads.js";
import { tokenMatrix } from "/parts/tokenmatrix.js";
import { tokenText } from "/parts/tokentext.js";
import { headName, shown, visible } from "/parts/words.js";

export function show(place) {
  let other = null, reading = null, built = "";
  const choice = el("span", {}), words = el("p", { class: "figureline", role: "status" }), note = el("p", { class: "muted" });
  const map = el("div", {}), changed = el("div", {}), line = el("p", { class: "readout", "aria-live": "polite" }, "Hover a head, or move with the arrow keys; Enter chooses it on both sides.");
  const text = tokenText({ label: "the tokens of the text", onpoint: point, onpin: (i) => go({ token: String(i), key: "" }) });
  const sides = [0, 1].map((side) => {
    const name = el("h2", {}), next = el("div", {}), sentence = el("p", { class: "readout tall" });
    const matrix = tokenMatrix({ widest: 560, onpoint: (i) => point(i), onpin: (i) => go({ token: String(i), key: "" }) });
    const heads = multiples({ label: `attention of every head, ${side === 0 ? "first" : "second"} model`, onopen: (l, h) => go({ head: `${l}.${h}` }), onsay: (t) => { line.textContent = t; } });
    return { name, next, sentence, matrix, heads, node: el("section", { "aria-label": side === 0 ? "First model" : "Second model" }, name, matrix.node, sentence, next, heads.node) };
  });
  const fromFile = openedResults({ onopen: (key) => go({ head: key }), ontrouble: trouble });
  place.append(el("div", { class: "controls" }, choice), words, note, text.node, el("div", { class: "pair even" }, map, changed), line, el("div", { class: "twin" }, sides.map((s) => s.node)), fromFile.node);
  const asking = latest(trouble);

  const withNow = () => state.with || desk.models.findLast((m) => m.id !== desk.model?.id && m.kind === "checkpoint")?.id || desk.models.find((m) => m.kind === "control" && m.id !== desk.model?.id)?.id || desk.models.find((m) => m.id !== desk.model?.id)?.id;
  const readings = () => [desk.reading?.model === desk.model ? desk.reading : null, reading];
  const same = () => { const [a, b] = readings(); return a && b && a.n === b.n && a.tokens.every((t, i) => t === b.tokens[i]); };
  const aligned = () => same() && desk.model.layers === other.layers && desk.model.heads === other.heads;
  const pinned = (n) => (state.token === "" ? n - 1 : within(Number(state.token) || 0, 0, n - 1));

  function drawChoice() {
    const select = el("select", { id: "with", onchange: () => go({ with: select.value }) }, desk.models.filter((m) => m.id !== desk.model?.id).map((m) => el("option", { value: m.id }, m.title)));
    select.value = withNow();
    choice.replaceChildren(el("label", { class: "control" }, el("span", {}, "Compare with"), select));
  }

  function readOther() {
    if (!desk.model) return;
    drawChoice();
    const id = withNow();
    if (!id) { words.textContent = "There is no second model: start the explorer with two, or train one."; return; }
    asking(async (signal) => {
      other = await modelOf(id, signal);
      const next = new Reading(other, textNow());
      await askInParts("/api/read", { model: id, text: next.text, visitor: "" }, {
        signal,
        onlayer: (layer, bytes) => next.take(layer, bytes),
        onjson(told) { if (told.kind === "tokens") next.tokens = told.tokens; else next.outcome = told; },
      });
      reading = next;
      draw();
    });
  }

  function draw() {
    const [a, b] = readings();
    if (!a?.outcome || !b?.outcome) return;
    const name = `${desk.model.id} ${other.id}`;
    if (built !== name) { built = name; sides[0].heads.build(desk.model); sides[1].heads.build(other); }
    text.show(a.tokens);
    [a, b].forEach((r, side) => {
      sides[side].name.textContent = r.model.title;
      sides[side].heads.complete(r, state.level);
    });
    if (same()) {
      const differences = b.outcome.losses.map((v, i) => v - a.outcome.losses[i]), d = mean(differences) ?? 0;
      const most = differences.reduce((best, v, i) => (Math.abs(v) > Math.abs(differences[best] ?? 0) ? i : best), 0);
      words.textContent = `${desk.model.title}: ${shown(a.outcome.meanLoss)} nats a token; ${other.title}: ${shown(b.outcome.meanLoss)}, ${d >= 0 ? `${shown(d)} more` : `${shown(-d)} less`}. The greatest difference is at “${visible(a.tokens[most + 1] ?? "")}” (${most + 1}): ${shown(differences[most])}.`;
      note.textContent = "One text, no interval: what holds in general takes an analysis of both.";
    } else {
      words.textContent = `${desk.model.title}: ${shown(a.outcome.meanLoss)} nats a token over ${a.n} tokens; ${other.title}: ${shown(b.outcome.meanLoss)} over ${b.n}.`;
      note.textContent = "The two cut the text into other tokens, so that their losses are of other things and their heads cannot be laid over each other.";
    }
    drawChanged(a, b);
    drawHead();
  }

  /** Which heads read the text otherwise. */
  function drawChanged(a, b) {
    if (!aligned()) { map.replaceChildren(); changed.replaceChildren(same() ? el("p", { class: "muted" }, "The two have other numbers of layers or heads: choose a head on each side by its own place.") : ""); return; }
    const all = [];
    for (let l = 0; l < other.layers; l++) for (let h = 0; h < other.heads; h++) all.push({ l, h, v: divergence(a.triangle(l, h, "without"), b.triangle(l, h, "without"), a.n) });
    map.replaceChildren(el("h2", {}, "How much each head reads otherwise"), headGrid({
      name: "divergence between the two", heads: Array(other.layers).fill(other.heads), kvHeads: other.kvHeads, width: Math.min(520, place.clientWidth), chosen: currentHead().join("."),
      paint: (l, h) => { const { v } = all[l * other.heads + h]; return { fill: v === null ? null : cividis(v / Math.LN2), none: v === null, label: `${headName(l, h)}, divergence ${shown(v)} nats of at most 0.693` }; },
      onsay: (t) => { line.textContent = t; }, onopen: (key) => go({ head: key }),
    }).node, el("p", { class: "muted small" }, "Jensen-Shannon divergence of the rows without key 0, mean over the text: 0 where both read alike, 0.693 nats where they share no key."));
    const rows = all.filter((x) => x.v !== null).sort((x, y) => y.v - x.v).slice(0, 8);
    changed.replaceChildren(table(["head", desk.model.title, other.title, "divergence"], rows.map(({ l, h, v }) => [el("a", { href: "#", onclick: (e) => { e.preventDefault(); go({ head: `${l}.${h}` }); } }, `${l}.${h}`), roleOf(desk.model, l, h)?.role ?? "–", roleOf(other, l, h)?.role ?? "–", number(v)]), "Heads that differ most on this text"));
  }

  function drawHead() {
    const [layer, head] = currentHead();
    readings().forEach((r, side) => {
      const at = sides[side];
      if (!r || layer >= r.model.layers || head >= r.model.heads || !r.has(layer)) { at.sentence.textContent = `This model has no ${headName(layer, head)}.`; return; }
      at.heads.choose(layer, head);
      at.matrix.show(pyramidOf(r.triangle(layer, head, state.level)), r.tokens, "sqrt", `${r.model.title}: attention of ${headLine(r.model, layer, head)}`);
    });
    const [a] = readings();
    if (a) point(pinned(a.n));
  }

  function point(i) {
    const [layer, head] = currentHead();
    readings().forEach((r, side) => {
      if (!r?.has(layer) || head >= r.model.heads || i >= r.n) return;
      sides[side].matrix.point(i, -1);
      sides[side].sentence.replaceChildren(...tokenSentence(r.tokens, r.triangle(layer, head, state.level), i));
      if (r.outcome) sides[side].next.replaceChildren(nextTokens(r.tokens, r.outcome, i));
    });
    const [a] = readings();
    if (a?.has(layer)) { const around = a.around(layer, head, state.level, i); text.paint(i, around, around); }
  }

  const leaving = [
    fromFile.leave,
    listen((what) => { if (what === "model") fromFile.draw(); if (what === "model" || what === "models") readOther(); if (what === "outcome") { if (reading?.text !== textNow()) readOther(); else draw(); } }),
    follow(["with"], readOther), follow(["head", "level"], drawHead), follow(["token"], drawHead), onThemeUntil(drawHead),
  ];
  readOther();
  return () => leaving.forEach((end) => end());
}
