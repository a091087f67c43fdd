// What is known of the heads of a model: roles and scores from its analysis, scores on this text.

import { desk } from "/app/desk.js";
import { headOf, state } from "/app/address.js";
import { exists } from "/parts/numbers.js";
import { headName, intervalText, shown } from "/parts/words.js";

export const roleOf = (model, layer, head) => model.roles.find((r) => r.layer === layer && r.head === head)
  ?? model.wired.find((r) => r.layer === layer && r.head === head);

/** A score of a head from the analysis: {value, low, high, none, control}, or null. */
export function analysed(model, score, sink, layer, head) {
  const m = model.scores.find((s) => s.score === score && s.sink === sink);
  const at = (x) => x?.[layer]?.[head] ?? null;
  return m ? { value: at(m.value), low: at(m.low), high: at(m.high), none: at(m.uniform), control: at(m.control) } : null;
}

/** A score of a head on the text in hand: {value, none}, or null. */
export function onText(score, sink, layer, head) {
  const m = desk.figures?.find((s) => s.score === score && s.sink === sink);
  return m && exists(m.value[layer]?.[head]) ? { value: m.value[layer][head], none: m.uniform } : null;
}

export const titleOf = (model, id) => model.definitions.find((d) => d.id === id)?.title ?? id.replaceAll("_", " ");

/** The head that is looked at: the reader's, or the one that has most to show. */
export function currentHead() {
  const model = desk.model;
  const chosen = headOf(state.head, model);
  if (chosen) return chosen;
  const earned = model.roles.filter((r) => r.role === "induction").sort((a, b) => b.low - a.low)[0] ?? model.wired.find((r) => r.role === "induction");
  if (earned) return [earned.layer, earned.head];
  const m = desk.figures?.find((s) => s.score === "induction_entry" && s.sink === "without");
  let best = [0, 0], most = -Infinity;
  m?.value.forEach((row, layer) => row.forEach((v, head) => { if (v > most) { most = v; best = [layer, head]; } }));
  return best;
}

/** One line about a head, for people and screen readers. */
export function headLine(model, layer, head) {
  const role = roleOf(model, layer, head);
  if (!role) return headName(layer, head);
  const figure = role.score ? `, ${titleOf(model, role.score)} ${intervalText(role)}` : "";
  return `${headName(layer, head)}: ${model.roles.length ? role.role : `wired as ${role.role}`}${figure}`;
}

/** The key/value heads that some query heads share, in words; empty where none are shared. */
export function groupLine(model, head) {
  const each = model.heads / model.kvHeads;
  if (each === 1) return "";
  const first = Math.floor(head / each) * each;
  return `shares keys and values with heads ${Array.from({ length: each }, (_, k) => first + k).filter((h) => h !== head).map(shown).join(", ")}`;
}
