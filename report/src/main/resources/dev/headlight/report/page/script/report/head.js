// One head: its role and why, what it reads, what it does, what feeds it, all its scores with their ranks, its decay curve, heads like it.

import { byId, derived, el, intervalCell, menu, number, numberWithInterval, svg, table } from "../parts/elements.js";
import { exists, extent, round } from "../parts/numbers.js";
import { quotedToken } from "../parts/reads.js";
import { linear } from "../parts/scale.js";
import { headName, plural, shortened } from "../parts/words.js";
import { attentionView, isLong, windowsOf } from "./attention.js";
import { effectOf } from "./causes.js";
import { feedsOf } from "./circuits.js";
import { headDecay } from "./decay.js";
import { examplesOf } from "./examples.js";
import { headCount, headFigures, headsOf, matrix, model, results, roleOf, scoreIds, titleOf, undecided } from "./results.js";
import { roleSwatch } from "./rolemap.js";
import { likeIt } from "./similarity.js";
import { choose, follow, hashOf, state } from "./state.js";

let opener = null;

export function drawDrawer() {
  const drawer = byId("drawer");
  document.addEventListener("keydown", (e) => { if (e.key === "Escape" && state.head) choose({ head: "" }); });
  follow(["head", "sink"], () => {
    if (!state.head) {
      if (!drawer.hidden) { drawer.hidden = true; opener?.(); }
      return;
    }
    const wasHidden = drawer.hidden;
    if (wasHidden) {
      const from = document.activeElement?.closest?.("[data-head]");
      opener = () => from?.focus({ preventScroll: true });
    }
    const [layer, head] = state.head.split(".").map(Number);
    drawer.hidden = false;
    drawer.setAttribute("aria-label", headName(layer, head));
    const title = el("h2", { tabindex: "-1" }, `Layer ${layer}, head ${head}`);
    drawer.replaceChildren(bar(title, layer, head), el("div", { class: "headpage" },
      ...why(layer, head), readsOf(layer, head), ...EXTRA.flatMap((draw) => draw(layer, head)), scoresOf(layer, head), decayOf(layer, head), ...likeIt(layer, head)));
    drawer.scrollTop = 0;
    if (document.documentElement.dataset.ready !== undefined) title.focus({ preventScroll: true });
  });
}

/** What other parts of the results say about a head: functions (layer, head) that return nodes. */
const EXTRA = [effectOf, feedsOf, examplesOf];

function bar(title, layer, head) {
  const place = layer * model.heads + head;
  const step = (glyph, name, by) => el("button", { type: "button", class: "quiet", "aria-label": name, disabled: place + by < 0 || place + by >= headCount,
    onclick: () => choose({ head: `${Math.floor((place + by) / model.heads)}.${(place + by) % model.heads}` }) }, glyph);
  return el("div", { class: "drawerbar" }, title, step("‹", "previous head", -1), step("›", "next head", 1),
    el("button", { type: "button", class: "quiet", "aria-label": "close", onclick: () => choose({ head: "" }) }, "✕"));
}

function why(layer, head) {
  const r = roleOf(layer, head), lines = [];
  if (r) {
    lines.push(el("p", { class: "rolename" }, roleSwatch(r.role, r.margin, 22), el("b", {}, r.role), r.score ? [" by ", titleOf(r.score), " ", numberWithInterval(r)] : ""),
      el("p", { class: "small" }, r.score
        ? ["The lower bound of the interval lies ", number(r.margin), " thresholds above the threshold of the role",
          r.runnerUp ? ["; the next best role, ", r.runnerUp, ", ", number(r.runnerUpMargin)] : "", "."]
        : "No role's threshold lies below the lower bound of its score, or two roles are as clear as each other."));
  }
  if (model.kvHeads < model.heads) {
    const each = model.heads / model.kvHeads, group = r?.kvGroup ?? Math.floor(head / each);
    lines.push(el("p", { class: "muted small" }, `Reads key/value head ${group}, with ${each > 2 ? "heads" : "head"} ${Array.from({ length: each }, (_, k) => group * each + k).filter((h) => h !== head).join(", ")} of its layer.`));
  }
  const sinks = results.sinks.filter((s) => s.layer === layer && s.head === head);
  if (sinks.length) {
    lines.push(el("p", { class: "muted small" }, "Other sinks: ", sinks.slice(0, 3).flatMap((s, i) => [i ? "; " : "", quotedToken(s.token), ` at ${s.position} of ${s.document} (`, number(s.alpha), ")"]),
      sinks.length > 3 ? [" and ", derived(sinks.length - 3, "more sinks of the head"), " more"] : "", "."));
  }
  return lines;
}

/** All scores, with the head's rank by lower bound among all heads. */
function scoresOf(layer, head) {
  const rows = scoreIds.map((id) => {
    const m = matrix(id, state.sink), f = headFigures(m, layer, head), none = undecided(f);
    return [el("span", { title: none ? "not told from uniform" : null }, exists(f.value) ? (none ? "○ " : "● ") : "", el("a", { href: hashOf({ ...state, score: id, head: "" }), onclick: () => choose({ score: id }) }, titleOf(id))),
      intervalCell(f), strip(m, f), derived(rankOf(m, f), "rank by lower bound"), f.none, f.control, f.q];
  });
  return el("section", {}, el("h3", {}, "Scores"),
    menu("Key 0", [["without", "left out"], ["with", "included"]], state.sink, (sink) => choose({ sink })),
    table(["score", "value", "among all heads", "rank", "uniform", "control", "q"], rows, `Scores of ${headName(layer, head)}; ○ not told from uniform; rank among ${headCount} heads by lower bound`));
}

/** 1 for the head with the highest lower bound; null without a value. */
export function rankOf(m, f) {
  if (!exists(f.low ?? f.value)) return null;
  return 1 + headsOf(m).filter((other) => (other.low ?? other.value ?? -Infinity) > (f.low ?? f.value)).length;
}

/** Every head as a faint tick, this one as a dot, uniform attention dotted. */
function strip(m, f) {
  const width = 120, heads = headsOf(m).map((h) => h.value), [low, high] = extent([...heads, f.none]), x = linear([low, high], [4, width - 4]);
  return svg("svg", { viewBox: `0 0 ${width} 18`, width, height: 18, class: "chart strip", "aria-hidden": "true" },
    svg("path", { class: "ticks", d: heads.filter(exists).map((v) => `M${round(x(v))} 5v8`).join("") }),
    exists(f.none) ? svg("path", { class: "line uniform", d: `M${round(x(f.none))} 1v16` }) : null,
    exists(f.low) ? svg("path", { class: "line whisker", d: `M${round(x(f.low))} 9H${round(x(f.high))}` }) : null,
    exists(f.value) ? svg("circle", { class: undecided(f) ? "dot open" : "dot", cx: round(x(f.value)), cy: 9, r: 4 }) : null);
}

function decayOf(layer, head) {
  return results.decay.length ? el("section", {}, headDecay(layer, head)) : "";
}

function readsOf(layer, head) {
  const key = `${layer}.${head}`, windows = windowsOf(key), heading = el("h3", {}, "What it reads");
  if (windows.length === 0) return el("section", {}, heading, el("p", { class: "muted small" }, "The attention of this head over text was not kept entry by entry; headlight analyze --layers and --heads choose others."));
  // The longest text first: the more of it, the more a head can show; one whose rows are made when asked for comes last.
  const shows = (w) => (isLong(w) ? 0 : w.tokens.length);
  windows.sort((a, b) => shows(b) - shows(a));
  let shown = windows[0];
  const view = attentionView({ widest: 460 }), show = () => view.show({ window: shown, key, key0: state.key0, weigh: "raw", scale: state.scale, units: "tokens", token: -1 });
  show();
  return el("section", {}, heading,
    windows.length > 1 ? menu("Text", windows.map((w, i) => [String(i), `${shortened(w.document, 40)}, ${plural(w.tokens.length, "token")}`]), "0", (i) => { shown = windows[Number(i)]; show(); }) : "", view.node);
}
