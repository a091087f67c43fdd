// The text itself, token by token: the chosen token, what it reads before it, who reads it after it.

import { readerTint, readTint } from "./colour.js";
import { el } from "./elements.js";
import { within } from "./numbers.js";
import { visible } from "./words.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/**
 * Makes the text. onpoint(token) on hover and focus, onpin(token) on click and Enter.
 *
 * Returns {node, show(tokens), paint(token, reads, readers)}: reads[j] is what the token reads of j, readers[i] what i
 * reads of the token; what stands before it takes the first hue, what stands behind it the second.
 */
export function tokenText({ label, onpoint = () => {}, onpin = () => {} }) {
  const node = el("p", { class: "tokens", role: "listbox", "aria-label": label, lang: "" });
  let spans = [];
  const at = (e) => { const t = e.target.closest?.("[data-token]"); return t ? Number(t.dataset.token) : -1; };
  node.addEventListener("pointerover", (e) => { if (at(e) >= 0) onpoint(at(e)); });
  node.addEventListener("focusin", (e) => { if (at(e) >= 0) { rove(at(e)); onpoint(at(e)); } });
  node.addEventListener("click", (e) => { if (at(e) >= 0) onpin(at(e)); });
  node.addEventListener("keydown", (e) => {
    const i = at(e);
    if (i < 0) return;
    if (e.key === "Enter" || e.key === " ") onpin(i);
    else if (STEPS[e.key]) {
      const to = within(i + STEPS[e.key], 0, spans.length - 1);
      rove(to);
      spans[to].focus();
    } else return;
    e.preventDefault();
  });
  function rove(to) {
    node.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    spans[to].setAttribute("tabindex", "0");
  }
  return {
    node,
    show(tokens) {
      spans = tokens.map((token, i) => el("span", { role: "option", tabindex: i === 0 ? "0" : "-1", "aria-selected": "false", "data-token": i, dir: "auto",
        class: token.includes("\n") ? "breaks" : null }, visible(token)));
      node.replaceChildren(...spans.flatMap((span) => [span, "\u200b"])); // a line may break between tokens, rather than in one
    },
    paint(token, reads, readers) {
      spans.forEach((span, j) => {
        const w = j <= token ? reads?.[j] ?? 0 : readers?.[j] ?? 0;
        span.style.backgroundColor = w > 0.004 ? (j <= token ? readTint(w) : readerTint(w)) : "";
        span.classList.toggle("query", j === token);
        span.setAttribute("aria-selected", j === token);
      });
    },
  };
}
