// What the model expects: the likeliest next tokens after a token, and the loss of each token.

import { el, svg } from "/parts/elements.js";
import { diverging } from "/parts/colour.js";
import { exists, within } from "/parts/numbers.js";
import { percent, shown, visible } from "/parts/words.js";

/** The likeliest tokens after position i, with bars; beside them, where given, what they are with heads changed. */
export function nextTokens(tokens, outcome, i, changed = null) {
  const next = outcome.next[i] ?? [], own = tokens[i + 1];
  const after = changed ? new Map(changed.next[i].map(([t, p]) => [t, p])) : null;
  const all = after ? [...next, ...changed.next[i].filter(([t]) => !next.some(([u]) => u === t))] : next;
  const rows = all.slice(0, 10).map(([token, p], k) => {
    const known = k < next.length, q = after?.get(token);
    const bar = (v, kind) => svg("svg", { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("rect", { class: kind, x: 0, y: 0, width: 100 * within(v, 0, 1), height: 8 }));
    return el("tr", { class: token === own ? "came" : null },
      el("th", { scope: "row" }, visible(token), token === own ? el("span", { class: "muted small" }, " came") : null),
      el("td", { class: "number" }, known ? percent(p) : "below"),
      after ? el("td", { class: "number" }, exists(q) ? percent(q) : "below") : null,
      el("td", { class: "bars" }, bar(known ? p : 0, "model"), after ? bar(q ?? 0, "comparison") : null));
  });
  return el("table", { class: "next" },
    el("caption", {}, `Next after “${visible(tokens[i])}” (${i})`),
    el("thead", { class: after ? null : "hidden" }, el("tr", {}, el("th", { scope: "col" }, "token"), el("th", { scope: "col", class: "number" }, after ? "before" : "probability"), after ? el("th", { scope: "col", class: "number" }, "now") : null, el("th", { scope: "col" }, el("span", { class: "hidden" }, "bar")))),
    el("tbody", {}, rows));
}

/** How likely the token that came was, in words. */
export function cameSentence(tokens, outcome, i) {
  if (i + 1 >= tokens.length) return "The text ends here.";
  const rank = outcome.ranks[i], loss = outcome.losses[i];
  return `“${visible(tokens[i + 1])}” came: ${percent(Math.exp(-loss))}, ${rank === 0 ? "the likeliest" : `after ${shown(rank)} likelier`}; loss ${shown(loss)} nats.`;
}

/**
 * The loss of each token as bars, chosen by click or arrow keys; with heads changed, by how much it changes. onpin(i) gets
 * the position that predicts. Returns {node, draw(tokens, losses, differences, chosen)}.
 */
export function lossBars({ onpin, onsay }) {
  const canvas = el("canvas", { class: "lossbars", tabindex: "0", role: "application", "aria-roledescription": "loss by token" });
  const node = el("div", {}, canvas);
  let now = null, cursor = -1;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  function draw(tokens, losses, differences, chosen) {
    now = { tokens, losses, differences, chosen };
    const width = node.clientWidth, sharp = window.devicePixelRatio || 1, height = 84;
    if (width <= 0) return;
    canvas.width = Math.round(width * sharp); canvas.height = Math.round(height * sharp);
    canvas.style.height = `${height}px`;
    const pen = canvas.getContext("2d");
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, width, height);
    const w = width / tokens.length, values = differences ?? losses, most = Math.max(1e-6, ...values.map(Math.abs)), base = differences ? height / 2 : height - 14, room = differences ? height / 2 - 13 : base - 13; // the words above stay free
    values.forEach((v, i) => {
      const h = within(Math.abs(v) / most, 0, 1) * room;
      pen.fillStyle = differences ? diverging(within(v / most, -1, 1)) : i === chosen ? colour("--comparison") : colour("--model");
      pen.fillRect((i + 1) * w + 0.5, v >= 0 ? base - h : base, Math.max(1, w - 1), Math.max(h, 0.5));
    });
    pen.fillStyle = colour("--line");
    pen.fillRect(0, base, width, 1);
    pen.fillStyle = colour("--muted");
    pen.font = "10.5px system-ui, sans-serif";
    pen.fillText(differences ? `± ${shown(most)} nats` : `${shown(most)} nats`, 2, 10);
    if (!differences) pen.fillText("token →", 2, height - 2);
    canvas.setAttribute("aria-label", differences ? `change of the loss of ${losses.length} tokens, at most ${shown(most)} nats; arrow keys move` : `loss of ${losses.length} tokens, at most ${shown(most)} nats; arrow keys move`);
  }
  const tell = (i) => { if (i >= 0 && i < now.losses.length) onsay(`“${visible(now.tokens[i + 1])}” (${i + 1}): loss ${shown(now.losses[i])} nats${now.differences && i < now.differences.length ? `, ${now.differences[i] >= 0 ? "+" : ""}${shown(now.differences[i])} with the heads changed` : ""}`); };
  const at = (e) => { const box = canvas.getBoundingClientRect(); return Math.floor((e.clientX - box.left) / box.width * now.tokens.length) - 1; };
  canvas.addEventListener("pointermove", (e) => { if (now) tell(at(e)); });
  canvas.addEventListener("click", (e) => { if (now && at(e) >= 0) onpin(within(at(e), 0, now.losses.length - 1)); });
  canvas.addEventListener("keydown", (e) => {
    if (!now) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (step) { cursor = within((cursor < 0 ? 0 : cursor) + step, 0, now.losses.length - 1); tell(cursor); }
    else if (e.key === "Enter" && cursor >= 0) onpin(cursor);
    else return;
    e.preventDefault();
  });
  new ResizeObserver(() => { if (now) draw(now.tokens, now.losses, now.differences, now.chosen); }).observe(node);
  window.addEventListener("themechange", () => { if (now) draw(now.tokens, now.losses, now.differences, now.chosen); });
  return { node, draw };
}
