// The text field, and what was made of the text.

import { follow, state } from "/app/address.js";
import { desk, listen, textNow, typed } from "/app/desk.js";
import { el } from "/parts/elements.js";
import { plural, shown } from "/parts/words.js";

export function textBar(place) {
  const field = el("textarea", { id: "typed", rows: 3, spellcheck: "false", autocomplete: "off", "aria-label": "text that the model reads", "aria-describedby": "read",
    oninput: () => typed(field.value === "" ? " " : field.value) });
  const status = el("p", { id: "read", class: "muted small", role: "status" });
  place.replaceChildren(field, status);
  const fill = () => { if (document.activeElement !== field || field.value.trim() === "") field.value = textNow(); };
  function tell() {
    const { model, reading } = desk;
    if (!model) { status.textContent = "The model is being opened."; return; }
    const parts = [model.about];
    if (reading?.model === model) {
      parts.push(`${plural(reading.n, "token")}${reading.begins ? ", the begin token among them" : ""}`);
      if (reading.millis) parts.push(`read in ${shown(reading.millis)} ms`);
      if (reading.outcome?.meanLoss) parts.push(`mean loss ${shown(reading.outcome.meanLoss)} nats`);
    }
    status.textContent = `${parts.join(" · ")}${desk.busy ? " · reading…" : ""} · one text, no interval.${reading?.note ? ` ${reading.note}` : ""}`;
  }
  listen((what) => {
    if (what === "model") fill();
    if (["model", "outcome", "busy", "tokens"].includes(what)) tell();
  });
  follow(["text"], () => { if (field.value.trim() !== state.text.trim()) fill(); });
  tell();
  return field;
}
