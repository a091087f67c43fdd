// The text and what every head reads of it.

import { follow, go, state } from "/app/address.js";
import { desk, listen } from "/app/desk.js";
import { downloads, fromWhere } from "/app/download.js";
import { currentHead } from "/app/heads.js";
import { headPanel } from "/app/headpanel.js";
import { multiples } from "/app/multiples.js";
import { cameSentence, lossBars, nextTokens } from "/app/prediction.js";
import { LEVELS } from "/app/reading.js";
import { strip } from "/app/strip.js";
import { el } from "/parts/elements.js";
import { onTheme } from "/parts/theme.js";
import { tokenText } from "/parts/tokentext.js";

/** As onTheme; returns what ends it. */
export function onThemeUntil(listener) {
  let over = false;
  onTheme(() => { if (!over) listener(); });
  return () => { over = true; };
}

export function show(place) {
  const line = el("p", { class: "readout", "aria-live": "polite" }, "Hover a head, or move with the arrow keys; Enter shows it large.");
  const sayHead = (text) => { line.textContent = text; };
  const text = tokenText({ label: "the tokens of the text", onpoint: (i) => point(i, -1), onpin: (i) => go({ token: state.token === String(i) ? "" : String(i), key: "" }) });
  const panel = headPanel({ onpoint: point });
  const openHead = (layer, head) => {
    const began = performance.now();
    go({ head: `${layer}.${head}` });
    requestAnimationFrame(() => performance.measure("selection", { start: began }));
  };
  const heads = multiples({ label: "attention of every head", onopen: openHead, onsay: sayHead });
  const across = strip({ onopen: openHead, onsay: sayHead });
  const next = el("div", {}), came = el("p", { class: "muted small" });
  const lossLine = el("p", { class: "readout small", "aria-live": "polite" });
  const losses = lossBars({ onpin: (i) => go({ token: String(i), key: "" }), onsay: (words) => { lossLine.textContent = words; } });
  const saves = downloads({
    what: "every head's attention and the predictions", name: () => "every_head", canvas: heads.picture,
    title: () => `Attention of every head, ${LEVELS[state.level]}: layers as rows, the last on top`, from: () => fromWhere(desk.reading),
    data: () => { const { reading } = desk, { losses, ranks, next, meanLoss } = reading.outcome; return { model: reading.model.title, text: reading.text, tokens: reading.tokens, meanLoss, losses, ranks, next, scores: desk.figures }; },
  });
  saves.hidden = true;
  place.append(el("div", { class: "bench" },
    el("div", { class: "side" },
      el("section", { "aria-label": "Tokens" }, text.node),
      el("div", { class: "expects" }, el("section", { "aria-label": "Next tokens" }, next, came), el("section", { "aria-label": "Loss by token" }, el("h2", { class: "small" }, "Loss by token"), losses.node, lossLine)),
      el("section", { "aria-label": "Heads" }, el("h2", {}, "Every head"), saves, line, el("h3", { class: "small" }, "The chosen token in every head"), across.node, heads.node)),
    panel.node));

  let readText = null, built = null, frame = 0, hovered = -1;

  const pinnedKey = () => (state.key === "" ? -1 : Math.min(Number(state.key) || 0, desk.reading.n - 1));
  const pinned = () => (state.token === "" ? desk.reading.n - 1 : Math.min(Number(state.token) || 0, desk.reading.n - 1));

  function point(query, key) {
    const began = performance.now();
    hovered = query;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      paint(query, key);
      queueMicrotask(() => performance.measure("hover", { start: began })); // when the matrix, too, has been drawn
    });
  }
  function paint(query, key) {
    const { reading } = desk;
    if (!reading || query < 0 || query >= reading.n) return;
    const [layer, head] = currentHead();
    if (reading.has(layer)) {
      const around = reading.around(layer, head, state.level, query);
      text.paint(query, around, around);
    }
    across.draw(reading, state.level, query);
    panel.point(query, key);
  }
  function expects() {
    const { reading } = desk;
    if (!reading?.outcome || reading.outcome.next.length !== reading.n) return;
    const i = pinned();
    next.replaceChildren(nextTokens(reading.tokens, reading.outcome, i));
    came.textContent = cameSentence(reading.tokens, reading.outcome, i);
    losses.draw(reading.tokens, reading.outcome.losses, null, i);
    saves.hidden = false;
  }
  function build() {
    if (!desk.model || built === desk.model) return;
    built = desk.model;
    heads.build(desk.model);
  }
  function all() {
    build();
    const { reading, model } = desk;
    if (!model || !reading || reading.model !== model) return;
    if (readText !== reading) { readText = reading; text.show(reading.tokens); }
    heads.complete(reading, state.level);
    heads.choose(...currentHead());
    panel.update();
    paint(pinned(), pinnedKey());
    expects();
  }
  const leaving = [
    listen((what, layer) => {
      if (what === "model") { build(); heads.choose(...currentHead()); }
      else if (what === "tokens") { build(); readText = desk.reading; text.show(desk.reading.tokens); }
      else if (what === "layer" && desk.reading?.model === built) {
        heads.draw(desk.reading, state.level, layer);
        if (layer === currentHead()[0]) paint(pinned(), pinnedKey());
        if (layer === built.layers - 1) across.draw(desk.reading, state.level, pinned());
      } else if (what === "outcome") expects();
      else if (what === "head") heads.choose(...currentHead());
    }),
    follow(["head"], () => { heads.choose(...currentHead()); panel.update(); if (desk.reading) paint(hovered >= 0 && hovered < desk.reading.n ? hovered : pinned(), -1); }),
    follow(["token", "key"], () => { panel.update(); if (desk.reading) paint(pinned(), pinnedKey()); expects(); }),
    follow(["level"], () => { heads.drawLevel(state.level); panel.update(); if (desk.reading) paint(pinned(), -1); }),
    onThemeUntil(() => { if (desk.reading) paint(pinned(), -1); }),
    panel.leave,
  ];
  all();
  return () => leaving.forEach((end) => end());
}
