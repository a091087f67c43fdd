// The first screen: what was analysed, what was found, six verdicts, the heads to begin with, alerts.

import { byId, derived, el, number, numberWithInterval, put, share } from "../parts/elements.js";
import { exists } from "../parts/numbers.js";
import { shown } from "../parts/words.js";
import { headline } from "./causes.js";
import { effectPlot } from "./effect.js";
import { headLink } from "./examples.js";
import { headCount, model, results, titleOf } from "./results.js";
import { roleCounts, roleSwatch } from "./rolemap.js";

export const GLYPHS = { supported: "✓", refuted: "✕", inconclusive: "?", "found, cause not tested": "◐" };
const CLASSES = { supported: "supported", refuted: "refuted", inconclusive: "inconclusive" };

/** How the alert begins that nothing below says anything about the model; it comes first of all. */
const INDISTINGUISHABLE = "Indistinguishable from random";

/** Roles in the order in which a reader asks for them. */
const ASKED_FOR = ["induction", "previous token", "duplicate token", "sink", "punctuation", "local", "broad"];

export function drawSummary() {
  put(byId("basis"), ...basis());
  put(byId("finding"), ...finding());
  if (results.alerts[0]?.startsWith(INDISTINGUISHABLE)) {
    byId("finding").before(el("p", { class: "warn", role: "alert" }, el("b", {}, results.alerts[0])));
  }
  byId("command").append(command(results.provenance.command));
  byId("verdicts").append(...results.verdicts.map(card));
  byId("begin").append(beginWith());
  byId("alerts").append(alerts());
}

/** What was analysed, in one line. */
function basis() {
  const text = results.text, run = results.provenance;
  return [
    size(model.parameters), " parameters · ", number(model.layers), " layers × ", number(model.heads), " heads",
    model.kvHeads < model.heads ? [" (", number(model.kvHeads), " key/value heads)"] : "",
    " · ", number(text.documents), ` ${text.unit}${text.documents === 1 ? "" : "s"}, `, number(text.tokens), " tokens, windows of ", number(text.context),
    " · seed ", el("data", { value: run.seed }, String(run.seed)), ` · Headlight ${run.version}`,
  ].flat();
}

/** Thousands and millions, as model sizes are told. */
function size(n) {
  const [unit, name] = n >= 1e9 ? [1e9, " B"] : n >= 1e6 ? [1e6, " M"] : n >= 1e4 ? [1e3, " k"] : [1, ""];
  return el("data", { value: n, "data-unit": unit }, shown(n / unit), name);
}

/** What was found, from a fixed template. */
function finding() {
  const verdicts = Object.keys(GLYPHS).map((word) => [word, results.verdicts.filter((v) => v.outcome === word).length]).filter(([, n]) => n > 0)
    .map(([word, n]) => [el("b", {}, derived(n, "verdicts of an outcome")), ` ${word.replace(", cause not tested", " (cause not tested)")}`]);
  const roles = roleCounts();
  const naming = ["induction", "previous token", "sink"].filter((r) => roles.get(r)).map((r) => [derived(roles.get(r), "heads of a role"), ` ${r.replace(" ", "-")}`]);
  return [
    ...(verdicts.length ? ["Of ", derived(results.verdicts.length, "verdicts"), " hypotheses: ", listed(verdicts), ". "] : []),
    ...(naming.length ? ["Of ", derived(headCount, "heads"), " heads, by strongest role: ", listed(naming), ". "] : []),
    ...costs(),
  ].flat(9);
}

/** What the heads found are worth, where that was tested. */
function costs() {
  const a = headline();
  return a ? [`Without ${a.heads.length > 1 ? `the ${a.name}` : a.name} random repeats cost `, ...numberWithInterval({ value: a.delta, low: a.low, high: a.high }), " nats a token more. "] : [];
}

const listed = (parts) => parts.flatMap((part, i) => [i === 0 ? "" : ", ", ...part]);

/** A command that can be taken along. */
export function command(text) {
  const button = el("button", { type: "button", class: "quiet", onclick: () => {
    const done = () => { button.textContent = "Copied"; setTimeout(() => { button.textContent = "Copy"; }, 1500); };
    // A page opened from disk may have no clipboard; then the text is selected for the reader's own copy.
    const select = () => getSelection().selectAllChildren(line);
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, select); else select();
  } }, "Copy");
  const line = el("code", { tabindex: "0" }, text);
  return el("div", { class: "command" }, el("span", { class: "muted small" }, "To repeat it"), line, button);
}

export function outcomeWord(v) {
  return el("span", { class: `outcome ${CLASSES[v.outcome] ?? "found"}` },
    el("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[v.outcome] ?? "·"), el("span", { class: "word" }, v.outcome));
}

/** What a verdict says that has no effect: its sentence without the outcome, which stands above, as far as the first semicolon. */
function withoutEffect(v) {
  return v.sentence.replace(/^(inconclusive|refuted|found[^:]*): /i, "").split("; ")[0].replace(/\.$/, "").replace(/^./, (c) => c.toUpperCase());
}

function card(v) {
  return el("a", { class: "card", href: `#${v.id}`, "data-verdict": v.id,
    onclick: () => { const d = byId(v.id)?.querySelector("details"); if (d) d.open = true; } },
    el("h3", {}, v.title), outcomeWord(v), effectPlot(v),
    exists(v.value)
      ? el("p", { class: "effect" }, numberWithInterval(v), v.unit ? ` ${v.unit}` : "")
      : el("p", { class: "effect small" }, withoutEffect(v)),
    el("p", { class: "muted small" },
      [["q ", v.q], ["n ", v.documents]].filter(([, x]) => exists(x)).flatMap(([k, x], i) => [i ? " · " : "", k, number(x)]),
      exists(v.headsShare) ? [" · ", share(v.headsShare), ` of ${v.id === "layer_evolution" ? "layers" : "heads"}`] : ""),
    v.controlPasses ? el("p", { class: "small warn" }, "not specific: the random control passes too") : null);
}

/** The clearest head of each role: by the lower bound of its interval, so that none wins by noise. */
function beginWith() {
  const best = ASKED_FOR.map((role) => results.roles.filter((r) => r.role === role).sort((a, b) => (b.low ?? b.value) - (a.low ?? a.value))[0]).filter(Boolean).slice(0, 5);
  if (best.length === 0) return "";
  return el("section", { class: "begin", "aria-label": "Heads to begin with" }, el("h3", {}, "Heads to begin with"),
    el("ul", {}, best.map((r) => el("li", {}, headLink(r.layer, r.head, [roleSwatch(r.role, 1, 16), ` L${r.layer}H${r.head}`]),
      el("span", {}, ` ${r.role} `), el("span", { class: "muted small nowrap", title: titleOf(r.score) }, numberWithInterval(r))))));
}

export function alerts() {
  const list = (some) => el("ul", { class: "alerts" }, some.map((a) => el("li", {}, a)));
  const all = results.alerts;
  if (all.length === 0) return el("p", { class: "muted small" }, "No alerts.");
  return el("section", { "aria-label": "Alerts", class: "alertstrip" },
    el("h3", {}, "Before you believe a figure"), list(all.slice(0, 3)),
    all.length > 3 ? el("details", {}, el("summary", {}, `${shown(all.length - 3)} more`), list(all.slice(3))) : null);
}
