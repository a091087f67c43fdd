// What is seen, as a file: pictures with where they are from written below, figures as JSON.

import { el } from "/parts/elements.js";
import { save, savePng, saveSvg, standaloneCanvas } from "/parts/save.js";
import { shortened } from "/parts/words.js";

/** From which model and which text. */
export const fromWhere = (reading) => `${reading.model.title}; “${shortened(reading.text.replaceAll(/\s+/g, " "), 60)}”; Headlight explorer; one text, no interval`;

/**
 * Buttons that save. what: what it is, for people; name() of the file without its ending; canvas() to be saved, or null for
 * figures alone; title() above it; from() the line below it; data() for the JSON.
 */
export function downloads({ what, name, canvas = null, title, from, data }) {
  const button = (text, onclick) => el("button", { type: "button", class: "quiet", "aria-label": `save ${what} as ${text}`, onclick }, text);
  const drawing = () => standaloneCanvas(canvas(), title(), from());
  return el("span", { class: "downloads small" }, el("span", { class: "muted" }, "Save"),
    canvas ? [button("SVG", () => saveSvg(name(), drawing())), button("PNG", () => savePng(name(), drawing()))] : null,
    button("JSON", () => save(`${name()}.json`, JSON.stringify(data(), (_, x) => (typeof x === "number" && !Number.isFinite(x) ? null : x)), "application/json")));
}
