// The text itself, token by token: the chosen token, what it reads before it, who reads it after it.

import { readerTint, readTint } from "./colour.js";
import { el } from "./elements.js";
import { within } from "./numbers.js";
import { visible } from "./words.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/**
 * Makes the text. onpoint(token) on hover and focus, onpin(token) on click and Enter.
 *
 * Returns {node, show(tokens, from, to), paint(token, reads, readers), reveal(token)}: show takes all tokens and shows a stretch of
 * them; reads[j] is what the token reads of j, readers[i] what i reads of the token; what stands before it takes the first
 * hue, what stands behind it the second.
 */
export function tokenText({ label, onpoint = () => {}, onpin = () => {} }) {
  const node = el("p", { class: "tokens", role: "listbox", "aria-label": label, lang: "" });
  let spans = [], first = 0, tints = [], chosen = -1; // what is shown and painted now
  const at = (e) => { const t = e.target.closest?.("[data-token]"); return t ? Number(t.dataset.token) : -1; };
  node.addEventListener("pointerover", (e) => { if (at(e) >= 0) onpoint(at(e)); });
  node.addEventListener("focusin", (e) => { if (at(e) >= 0) { rove(at(e)); onpoint(at(e)); } });
  node.addEventListener("click", (e) => { if (at(e) >= 0) onpin(at(e)); });
  node.addEventListener("keydown", (e) => {
    const i = at(e);
    if (i < 0) return;
    if (e.key === "Enter" || e.key === " ") onpin(i);
    else if (STEPS[e.key]) {
      const to = within(i + STEPS[e.key], first, first + spans.length - 1);
      rove(to);
      spans[to - first].focus();
    } else return;
    e.preventDefault();
  });
  function rove(to) {
    node.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    spans[to - first].setAttribute("tabindex", "0");
  }
  return {
    node,
    show(tokens, from = 0, to = tokens.length) {
      first = from;
      tints = [];
      chosen = -1;
      spans = tokens.slice(from, to).map((token, k) => el("span", { role: "option", tabindex: k === 0 ? "0" : "-1", "aria-selected": "false", "data-token": from + k, dir: "auto",
        class: token.includes("\n") ? "breaks" : null }, visible(token)));
      node.replaceChildren(...spans.flatMap((span) => [span, "\u200b"])); // a line may break between tokens, rather than in one
    },
    paint(token, reads, readers) {
      spans.forEach((span, k) => {
        const j = first + k, w = j <= token ? reads?.[j] ?? 0 : readers?.[j] ?? 0;
        const tint = w > 0.004 ? (j <= token ? readTint(w) : readerTint(w)) : "";
        if (tint !== tints[k]) { tints[k] = tint; span.style.backgroundColor = tint; }
      });
      if (token === chosen) return;
      const mark = (j, mine) => { const span = spans[j - first]; if (span) { span.classList.toggle("query", mine); span.setAttribute("aria-selected", mine); } };
      mark(chosen, false);
      mark(token, true);
      chosen = token;
    },
    /** Scrolls the text, where it scrolls by itself, until a token is in sight. */
    reveal(token) {
      const span = spans[token - first], top = span ? span.offsetTop - node.offsetTop : 0;
      if (span && (top < node.scrollTop || top > node.scrollTop + node.clientHeight - span.offsetHeight)) node.scrollTop = top - node.clientHeight / 2;
    },
  };
}
