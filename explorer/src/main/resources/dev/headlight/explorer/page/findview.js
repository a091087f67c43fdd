// Heads by role, by score, by likeness; and where in the text a head does its thing.

import { addressOf, follow, go, state } from "/app/address.js";
import { desk, listen } from "/app/desk.js";
import { downloads } from "/app/download.js";
import { searchOf } from "/app/expression.js";
import { analysed, currentHead, onText, roleOf, titleOf } from "/app/heads.js";
import { divergences } from "/app/likeness.js";
import { multiples } from "/app/multiples.js";
import { cividis, roleMark } from "/parts/colour.js";
import { el, menu, number, table } from "/parts/elements.js";
import { headGrid } from "/parts/headgrid.js";
import { exists } from "/parts/numbers.js";
import { quotedToken, strongest } from "/parts/reads.js";
import { headName, plural, shown } from "/parts/words.js";

const SINKLESS = (id) => (id.startsWith("alpha_0") ? "with" : "without");
const MOST = 40;

export function show(place) {
  const model = () => desk.model;
  const field = el("input", { type: "text", id: "find", size: 44, placeholder: "induction > .5 & layer < 8", spellcheck: "false", autocomplete: "off", "aria-describedby": "found", oninput: () => go({ find: field.value }, { quiet: true }) });
  field.value = state.find;
  const roles = el("span", { class: "controls", role: "group", "aria-label": "Roles" }), sorts = el("span", {}), found = el("p", { id: "found", class: "readout", role: "status" });
  const map = el("div", {}), list = el("div", {}), doing = el("div", {});
  const line = el("p", { class: "readout", "aria-live": "polite" }, "Hover a head, or move with the arrow keys; Enter shows where it does its thing.");
  const heads = multiples({ label: "heads that were found", onopen: (l, h) => go({ head: `${l}.${h}` }), onsay: (words) => { line.textContent = words; } });
  place.append(
    el("div", { class: "controls" }, el("label", { class: "control", for: "find" }, el("span", {}, "Find"), field), sorts, roles), found,
    el("div", { class: "bench" }, el("div", { class: "side" }, map, line, heads.node), el("section", { class: "headpanel", "aria-label": "What was found" }, list, doing)));
  let built = null, shownNow = null;
  const saves = downloads({ what: "what was found", name: () => "heads_found", data: () => shownNow });
  found.after(saves);

  const names = () => [...new Set([...(model()?.scores ?? []).map((s) => s.score), ...(desk.figures ?? []).map((f) => f.score), "layer", "head"])];
  /** The analysis' figure where there is one, else that on this text. */
  const figure = (id, layer, head) => (id === "layer" ? layer : id === "head" ? head
    : analysed(model(), id, SINKLESS(id), layer, head)?.value ?? onText(id, SINKLESS(id), layer, head)?.value ?? null);

  function sortNames() { return names().filter((n) => n !== "layer" && n !== "head"); }

  function update() {
    if (!model()) return;
    if (built !== model()) { built = model(); heads.build(built); }
    const { reading } = desk;
    if (reading?.model === built) heads.complete(reading, "raw");
    drawControls();
    let test;
    try { test = searchOf(state.find, names()); } catch (e) { found.textContent = `${e.message[0].toUpperCase()}${e.message.slice(1)}.`; return; }
    const like = state.sort === "like" && reading?.model === built && reading.has(built.layers - 1) ? divergences(reading, ...currentHead()) : null;
    const sort = like ? "like" : sortNames().includes(state.sort) ? state.sort : sortNames().includes("induction_entry") ? "induction_entry" : sortNames()[0];
    const all = [];
    for (let l = 0; l < built.layers; l++) for (let h = 0; h < built.heads; h++) {
      const role = roleOf(built, l, h)?.role ?? "";
      all.push({ layer: l, head: h, role, passes: test((name) => figure(name, l, h), role), value: like ? like[l][h] : sort ? figure(sort, l, h) : null });
    }
    const passing = all.filter((f) => f.passes).sort((a, b) => (like ? 1 : -1) * ((a.value ?? (like ? 9 : -9)) - (b.value ?? (like ? 9 : -9))));
    found.textContent = `${plural(passing.length, "head")} of ${shown(all.length)}${state.find ? " found" : ""}${like ? `, the most like ${headName(...currentHead())} on this text first` : ""}.`;
    shownNow = { model: built.title, text: reading?.text ?? null, search: state.find, sortedBy: like ? `likeness to ${currentHead().join(".")}` : sort ?? null, from: built.scores.length && !like ? built.basis : "this text, no interval", heads: passing.map(({ layer, head, role, value }) => ({ layer, head, role, value })) };
    heads.show((l, h) => all[l * built.heads + h].passes);
    heads.choose(...currentHead());
    drawMap(all, sort, like);
    drawList(passing, sort, like);
    drawDoing();
  }

  function drawControls() {
    const options = [["like", "likeness to the chosen head"], ...sortNames().map((n) => [n, titleOf(built, n)])];
    const sort = options.some(([k]) => k === state.sort) ? state.sort : "induction_entry";
    sorts.replaceChildren(menu("Sort by", options, sort, (value) => go({ sort: value })));
    const there = [...new Set([...built.roles, ...built.wired].map((r) => r.role))];
    roles.replaceChildren(...there.map((role) => {
      const mark = roleMark(role, 1), word = role.replaceAll(" ", "_");
      const button = el("button", { type: "button", class: "quiet", "aria-pressed": String(state.find === word), onclick: () => { field.value = state.find === word ? "" : word; go({ find: field.value }); } }, el("span", { class: "rolemark inline", "aria-hidden": "true" }, mark.letter), ` ${role}`);
      button.querySelector(".rolemark").style.backgroundColor = mark.fill;
      return button;
    }));
  }

  function drawMap(all, sort, like) {
    if (!sort) { map.replaceChildren(el("p", { class: "muted" }, "The scores on this text are being computed…")); return; }
    const values = all.map((f) => f.value).filter(exists), most = like ? Math.LN2 : Math.max(1e-9, ...values);
    const share = (v) => (like ? 1 - v / most : v / most);
    map.replaceChildren(headGrid({
      name: like ? "divergence from the chosen head" : titleOf(built, sort ?? ""), heads: Array(built.layers).fill(built.heads), kvHeads: built.kvHeads, width: Math.min(520, place.clientWidth), chosen: currentHead().join("."),
      paint: (l, h) => {
        const f = all[l * built.heads + h];
        return { fill: exists(f.value) ? cividis(share(f.value)) : null, none: !exists(f.value), hollow: !f.passes && exists(f.value), label: `${headName(l, h)}${f.role ? `, ${f.role}` : ""}, ${like ? "divergence" : titleOf(built, sort ?? "")} ${shown(f.value)}${f.passes ? "" : ", not found"}` };
      },
      onsay: (words) => { line.textContent = words; }, onopen: (key) => go({ head: key }),
    }).node);
  }

  function drawList(passing, sort, like) {
    if (!sort) { list.replaceChildren(); return; }
    const link = (f) => el("a", { href: addressOf({ view: "text", head: `${f.layer}.${f.head}` }), "aria-label": `show ${headName(f.layer, f.head)} on the text` }, `${f.layer}.${f.head}`);
    list.replaceChildren(table(["head", "role", like ? "divergence, nats" : titleOf(built, sort ?? ""), "uniform"],
      passing.slice(0, MOST).map((f) => {
        const whole = like ? null : analysed(built, sort, SINKLESS(sort ?? ""), f.layer, f.head);
        const interval = whole && exists(whole.low) ? el("span", { class: "interval-cell" }, number(f.value), " ", el("span", { class: "interval" }, "[", number(whole.low), ", ", number(whole.high), "]")) : f.value;
        return [link(f), f.role || "–", interval, like ? null : whole?.none ?? onText(sort, SINKLESS(sort ?? ""), f.layer, f.head)?.none ?? null];
      }),
      `${passing.length > MOST ? `The first ${MOST} of ${passing.length} heads` : "Heads"}${built.scores.length && !like ? `, from the analysis of ${built.basis}` : ", on this text, without an interval"}`));
  }

  /** Where the chosen head does its thing: its greatest weights, key 0 and the token itself left out. */
  function drawDoing() {
    const { reading } = desk, [layer, head] = currentHead();
    if (reading?.model !== built || !reading.has(layer)) { doing.replaceChildren(); return; }
    const triangle = reading.triangle(layer, head, "raw"), cells = [];
    for (let i = 1; i < reading.n; i++) for (const [w, j] of strongest(triangle.row(i).map((x, k) => (k === 0 || k === i ? 0 : x)), 1)) cells.push([w, i, j]);
    cells.sort((a, b) => b[0] - a[0]);
    doing.replaceChildren(el("h2", {}, `Where ${headName(layer, head)} reads most`),
      cells.length === 0 ? el("p", { class: "muted" }, "Nothing but key 0 and the token itself on this text.")
        : el("ol", {}, cells.slice(0, 10).map(([w, i, j]) => el("li", {}, el("a", { href: addressOf({ view: "text", head: `${layer}.${head}`, token: String(i), key: String(j) }) }, quotedToken(reading.tokens[i]), ` (${i}) reads `, number(w), " of ", quotedToken(reading.tokens[j]), ` (${j})`)))));
  }

  const leaving = [
    listen((what, layer) => { if (["model", "figures", "outcome"].includes(what)) update(); else if (what === "layer" && desk.reading?.model === built) heads.draw(desk.reading, "raw", layer); }),
    follow(["find", "sort", "head"], () => { if (document.activeElement !== field) field.value = state.find; update(); }),
  ];
  update();
  return () => leaving.forEach((end) => end());
}
