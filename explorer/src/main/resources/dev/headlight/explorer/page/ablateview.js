// Heads switched off, to uniform attention or to their mean: what the model predicts then, beside other heads of the same layers.

import { askInParts, latest } from "/app/ask.js";
import { follow, go, headOf, state } from "/app/address.js";
import { desk, listen, trouble } from "/app/desk.js";
import { downloads, fromWhere } from "/app/download.js";
import { currentHead, headLine } from "/app/heads.js";
import { multiples } from "/app/multiples.js";
import { cameSentence, lossBars, nextTokens } from "/app/prediction.js";
import { diverging } from "/parts/colour.js";
import { el, svg, table } from "/parts/elements.js";
import { mean, round, within } from "/parts/numbers.js";
import { headName, plural, shown, visible } from "/parts/words.js";

const CHANGES = { off: "off", uniform: "uniform attention", mean: "its mean" };

/** "1.0:off 2.3:mean" as [{layer, head, change}]; what is no head of the model is left out. */
function changesOf(text, model) {
  return text.split(" ").filter(Boolean).map((part) => {
    const [key, change = "off"] = part.split(":"), at = headOf(key, model);
    return at && CHANGES[change] ? { layer: at[0], head: at[1], change } : null;
  }).filter(Boolean);
}
const layersOf = (changes) => (new Set(changes.map((c) => c.layer)).size > 1 ? "layers" : "layer");
const textOf = (changes) => changes.map((c) => `${c.layer}.${c.head}:${c.change}`).join(" ");

export function show(place) {
  let built = null, outcome = null, controls = [], asked = "", clicked = 0;
  const line = el("p", { class: "readout", "aria-live": "polite" }, "Choose heads: each click, or Enter, goes on from off to uniform attention, to its mean, and back.");
  const heads = multiples({ label: "heads to change", onopen: cycle, onsay: (words) => { line.textContent = words; } });
  const chips = el("div", { class: "controls" }), result = el("div", {}), tokens = el("p", { class: "tokens", "aria-label": "change of each token's loss" }), next = el("div", {}), came = el("p", { class: "muted small" });
  const lossLine = el("p", { class: "readout small", "aria-live": "polite" });
  const losses = lossBars({ onpin: (i) => go({ token: String(i) }), onsay: (words) => { lossLine.textContent = words; } });
  const against = el("div", {});
  const saves = downloads({
    what: "what the change does", name: () => "ablation", canvas: () => losses.node.querySelector("canvas"),
    title: () => `Change of each token's loss with ${textOf(changes())}`, from: () => fromWhere(desk.reading),
    data: () => ({ model: built.title, text: desk.reading.text, tokens: desk.reading.tokens, changed: changes(), meanBefore: outcome.meanBefore, meanLoss: outcome.meanLoss,
      before: outcome.before, losses: outcome.losses, next: outcome.next, randomHeads: controls.map(({ heads, meanLoss, losses: each }) => ({ heads, meanLoss, losses: each })) }),
  });
  saves.hidden = true;
  place.append(el("div", { class: "bench" },
    el("div", { class: "side" }, el("h2", {}, "Change heads"), chips, line, heads.node),
    el("section", { class: "headpanel", "aria-label": "What changes" }, result, against, saves, el("h2", { class: "small" }, "Each token's loss"), tokens, losses.node, lossLine, next, came)));
  const asking = latest(trouble);

  const whole = () => outcome.losses.length === outcome.before.length;
  const changes = () => (built ? changesOf(state.off, built) : []);
  function cycle(layer, head) {
    clicked = performance.now();
    const all = changes(), mine = all.find((c) => c.layer === layer && c.head === head), order = Object.keys(CHANGES);
    if (!mine) all.push({ layer, head, change: "off" });
    else if (mine.change === order.at(-1)) all.splice(all.indexOf(mine), 1);
    else mine.change = order[order.indexOf(mine.change) + 1];
    go({ off: textOf(all), head: `${layer}.${head}` });
  }

  function drawChips() {
    const all = changes();
    chips.replaceChildren(...all.map((c) => el("span", { class: "chip" },
      el("label", { class: "control" }, `${c.layer}.${c.head} `, changeMenu(c, all)),
      el("button", { type: "button", class: "quiet", "aria-label": `leave ${headName(c.layer, c.head)} as it is`, onclick: () => go({ off: textOf(all.filter((o) => o !== c)) }) }, "×"))),
    all.length > 1 ? el("button", { type: "button", class: "quiet", onclick: () => go({ off: "" }) }, "all as they are") : "");
    heads.mark((l, h) => all.find((c) => c.layer === l && c.head === h)?.change);
  }
  function changeMenu(c, all) {
    const select = el("select", { "aria-label": `what ${headName(c.layer, c.head)} hands on`, onchange: () => { c.change = select.value; go({ off: textOf(all) }); } }, Object.entries(CHANGES).map(([k, t]) => el("option", { value: k }, t)));
    select.value = c.change;
    return select;
  }

  function run() {
    if (!built || !desk.reading?.outcome || desk.reading.model !== built) return;
    const heads = changes(), text = desk.reading.text, wanted = `${built.id} ${textOf(heads)} ${text}`;
    if (wanted === asked) return;
    asked = wanted;
    outcome = null;
    controls = [];
    if (heads.length === 0) { asking(async () => {}); return; }
    const began = clicked || performance.now();
    clicked = 0;
    asking(async (signal) => {
      await askInParts("/api/ablate", { model: built.id, text, heads }, {
        signal,
        onlayer() {},
        onjson(told) {
          if (told.kind === "ablated") {
            const seen = outcome ? [] : ["ablation"]; // of a long text the beginning comes first
            outcome = told;
            draw();
            if (whole()) seen.push("whole ablation");
            requestAnimationFrame(() => seen.forEach((name) => performance.measure(name, { start: began })));
          } else if (told.kind === "control") {
            controls.push(told);
            if (controls.length < outcome.controls) return;
            drawAgainst();
            performance.measure("random heads", { start: began });
          }
        },
      });
    });
  }

  const signed = (x) => (x >= 0 ? "+" : "") + shown(x);

  function draw() {
    const { reading } = desk, before = reading?.outcome;
    if (!before || reading.model !== built) return;
    saves.hidden = !outcome || !whole();
    const all = changes(), i = state.token === "" ? reading.n - 1 : within(Number(state.token) || 0, 0, reading.n - 1);
    const differences = outcome ? outcome.losses.map((v, k) => v - outcome.before[k]) : null; // of a beginning, while the rest is read
    if (all.length === 0) {
      result.replaceChildren(el("h2", {}, "Nothing is changed yet"), el("p", {}, `The mean loss on this text is ${shown(before.meanLoss)} nats a token.`));
      against.replaceChildren();
    } else if (!outcome) {
      result.replaceChildren(el("h2", {}, "The text is read again…"));
      against.replaceChildren();
    } else {
      const before = mean(outcome.before.slice(0, outcome.losses.length)), over = whole() ? "" : ` over the first ${plural(outcome.losses.length, "token")}, while the rest is read`;
      const names = all.map((c) => `${headName(c.layer, c.head)} ${c.change === "off" ? "off" : `to ${CHANGES[c.change]}`}`);
      result.replaceChildren(el("h2", {}, `${signed(outcome.meanLoss - before)} nats a token`),
        el("p", { class: "figureline" }, `With ${names.length > 3 ? plural(names.length, "head") + " changed" : names.join(", ")} the mean loss goes from ${shown(before)} to ${shown(outcome.meanLoss)} nats${over}.`), words(reading, differences));
      drawAgainst();
    }
    tokens.replaceChildren(...reading.tokens.map((t, k) => {
      const span = el("span", { dir: "auto", title: k > 0 && k <= (differences?.length ?? 0) ? `${signed(differences[k - 1])} nats` : null, class: k === i + 1 ? "query" : null }, visible(t));
      if (k > 0 && k <= (differences?.length ?? 0)) { const d = within(differences[k - 1] / 3, -1, 1); if (Math.abs(d) > 0.03) { span.style.backgroundColor = diverging(d); span.style.color = Math.abs(d) > 0.6 ? "#ffffff" : "#15181c"; } }
      return [span, "\u200b"];
    }).flat());
    losses.draw(reading.tokens, before.losses, differences, i);
    next.replaceChildren(nextTokens(reading.tokens, before, i, outcome?.next[i] ? outcome : null));
    came.textContent = outcome && i < outcome.losses.length ? `Before: ${cameSentence(reading.tokens, before, i)} Now: loss ${shown(outcome.losses[i])} nats.` : cameSentence(reading.tokens, before, i);
  }

  /** Which predictions are others now. */
  function words(reading, differences) {
    const before = reading.outcome, flips = [];
    for (let k = 0; k < outcome.next.length; k++) {
      const was = before.next[k][0][0], is = outcome.next[k][0][0];
      if (was !== is) flips.push([Math.abs(differences[k] ?? 0), `after “${visible(reading.tokens[k])}” (${k}): ${visible(was)} → ${visible(is)}`]);
    }
    flips.sort((a, b) => b[0] - a[0]);
    return el("p", { class: "muted" }, flips.length === 0 ? "The likeliest next token is the same at every position." : `The likeliest next token is another at ${plural(flips.length, "position")}: ${flips.slice(0, 3).map(([, t]) => t).join("; ")}${flips.length > 3 ? "; and more" : ""}.`);
  }

  function drawAgainst() {
    const change = outcome.meanLoss - outcome.meanBefore;
    if (outcome.controls === 0) {
      against.replaceChildren(el("p", { class: "muted" }, "The layer has not enough other heads left for a comparison with random ones."));
      return;
    }
    const computing = `Random heads of the same ${layersOf(changes())}: computing…`;
    if (!whole()) { against.replaceChildren(el("p", { class: "muted" }, computing)); return; }
    const others = controls.map((c) => c.meanLoss - outcome.meanBefore);
    const most = Math.max(1e-3, Math.abs(change), ...others.map(Math.abs)) * 1.1, x = (v) => round(10 + 280 * (v / most + 1) / 2);
    const done = others.length === outcome.controls;
    const beaten = others.filter((v) => Math.abs(v) < Math.abs(change)).length;
    against.replaceChildren(
      svg("svg", { class: "chart against", viewBox: "0 0 300 46", role: "img", "aria-label": `change ${signed(change)} nats; ${others.length} draws of other heads of the same layers: ${others.map(signed).join(", ")}` },
        svg("path", { class: "axis", d: `M10 30H290M${x(0)} 24v12` }),
        svg("path", { class: "dots control", d: others.map((v) => `M${x(v)} 30h0`).join("") }),
        svg("path", { class: "dots comparison", d: `M${x(change)} 30h0` }),
        svg("text", { class: "tick", x: x(change), y: 18, "text-anchor": "middle" }, signed(change)), svg("text", { class: "tick", x: x(0), y: 45, "text-anchor": "middle" }, "0")),
      el("p", { class: "muted" }, done
        ? `Grey: ${plural(others.length, "draw")} of as many other heads of the same ${layersOf(changes())}, changed alike; ${shown(mean(others))} nats on average. These heads do more than ${beaten} of the ${others.length}. One text, no interval.`
        : computing));
  }

  function all() {
    if (!desk.model) return;
    if (built !== desk.model) { built = desk.model; asked = ""; outcome = null; heads.build(built); }
    const { reading } = desk;
    if (reading?.model === built) heads.complete(reading, "raw");
    heads.choose(...currentHead());
    changed();
  }
  /** The question goes out before anything is drawn: the heads' attention is what it was. */
  function changed() {
    if (built !== desk.model || !built) return;
    run();
    drawChips();
    draw();
  }
  const leaving = [
    listen((what, layer) => { if (["model", "outcome"].includes(what)) all(); else if (what === "layer" && desk.reading?.model === built) heads.draw(desk.reading, "raw", layer); }),
    follow(["off"], changed), follow(["token"], draw), follow(["head"], () => heads.choose(...currentHead())),
  ];
  all();
  return () => leaving.forEach((end) => end());
}
