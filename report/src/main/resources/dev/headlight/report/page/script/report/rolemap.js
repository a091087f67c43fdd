// Which role each head earned.

import { inkOn, roleMark } from "../parts/colour.js";
import { byId, derived, el, svg } from "../parts/elements.js";
import { figure } from "../parts/figure.js";
import { headGrid } from "../parts/headgrid.js";
import { exists, within } from "../parts/numbers.js";
import { headName, intervalText } from "../parts/words.js";
import { model, results, roleOf, titleOf } from "./results.js";
import { choose, follow, state } from "./state.js";

const HINT = "Hover or move with the arrow keys; Enter opens a head.";

/** A line below a map that says what is under the pointer or the focus. */
export const readoutLine = () => el("p", { class: "readout", "aria-live": "polite" }, HINT);

/** A grid of this model's heads that opens the head that is chosen. */
export function modelGrid({ readout, ...rest }) {
  const grid = headGrid({ heads: Array(model.layers).fill(model.heads), kvHeads: model.kvHeads, chosen: state.head,
    onsay: (label) => { readout.textContent = label; }, onopen: (head) => choose({ head }), ...rest });
  GRIDS.add(grid);
  return grid.node;
}
const GRIDS = new Set();

/** Keeps the chosen head marked in every grid that is on the page. */
export const followChosenHead = () => follow(["head"], () => {
  for (const grid of GRIDS) if (grid.node.isConnected || !document.documentElement.dataset.ready) grid.choose(state.head); else GRIDS.delete(grid);
});

export function drawRoleMap() {
  if (results.roles.length === 0) return;
  const readout = readoutLine();
  const shape = figure({
    title: () => "Role of each head", name: "head_roles", below: readout,
    draw: (width) => modelGrid({ name: "Role of each head", width: Math.min(width, 380), readout,
      cellHeight: within(400 / model.layers, 12, 24), paint: paintRole }),
    legendOf: () => el("ul", { class: "legend roles" }, [...roleCounts()].map(([role, count]) =>
      el("li", {}, roleSwatch(role, 1, 16), `${role} `, derived(count, "heads of a role")))),
    tableOf: roleTable,
    caption: "Stronger colour, wider margin over the role's threshold; a corner mark, close second role. Roles leave key 0 out, but for sink.",
  });
  byId("rolemap").append(shape.node);
}

function paintRole(layer, head) {
  const r = roleOf(layer, head);
  if (!r) return { none: true, label: `${headName(layer, head)}: no role` };
  const close = r.runnerUp && exists(r.runnerUpMargin) && r.runnerUpMargin > 0.5 * r.margin;
  return { ...roleMark(r.role, r.margin), corner: close ? roleMark(r.runnerUp, 1).fill : null,
    label: `${headName(layer, head)}: ${r.role}${r.score ? `, ${titleOf(r.score)} ${intervalText(r)}` : ""}${r.runnerUp ? `; next ${r.runnerUp}` : ""}` };
}

/** A role's letter on its colour. */
export function roleSwatch(role, margin, size) {
  const m = roleMark(role, margin);
  return svg("svg", { width: size, height: size, class: "swatch", "aria-hidden": "true" }, svg("rect", { width: size, height: size, fill: m.fill }),
    svg("text", { class: "letter", x: size / 2, y: size * 0.75, "text-anchor": "middle", fill: inkOn(m.fill) }, m.letter));
}

/** Heads by role, most first. */
export function roleCounts() {
  const counts = new Map();
  for (const r of results.roles) counts.set(r.role, (counts.get(r.role) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

export const roleTable = () => ({
  head: ["layer", "head", "role", "earned by", "value", "low", "high", "margin", "runner-up", "its margin"],
  rows: results.roles.map((r) => [r.layer, r.head, r.role, r.score ? titleOf(r.score) : "", r.value, r.low, r.high, r.margin, r.runnerUp, r.runnerUpMargin]),
});
