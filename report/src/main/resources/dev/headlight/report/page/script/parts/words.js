// Numbers and tokens as a person reads them.

import { exists } from "./numbers.js";

/** Three significant digits or so, a true minus sign, and a dash for no value. */
export function shown(x) {
  if (!exists(x)) return "–";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const a = Math.abs(x);
  let text;
  if (Number.isInteger(x)) text = a.toLocaleString("en-US");
  else if (a >= 1000) text = Math.round(a).toLocaleString("en-US");
  else if (a >= 100) text = a.toFixed(0);
  else if (a >= 10) text = a.toFixed(1);
  else if (a >= 1) text = a.toFixed(2);
  else if (a >= 0.00095) text = a.toFixed(3);
  else text = a.toExponential(1).replace("-", "−");
  return (x < 0 ? "−" : "") + text;
}

export const percent = (x) => (exists(x) ? `${(100 * x).toFixed(x > 0 && x < 0.1 ? 1 : 0)}%` : "–");
export const intervalText = (f) =>
  exists(f.low) && exists(f.high) ? `${shown(f.value)} [${shown(f.low)}, ${shown(f.high)}]` : shown(f.value);
export const plural = (n, word) => `${shown(n)} ${word}${n === 1 ? "" : "s"}`;
/** With a capital and a full stop. */
export const sentenceOf = (text) => (text === "" ? "" : text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : "."));
export const headName = (layer, head) => `layer ${layer} head ${head}`;

/** A token as it can be seen: control characters, line ends and marks of direction by name, a space as a dot. */
export function visible(token) {
  let text = "";
  for (const c of token) {
    const code = c.codePointAt(0);
    if (c === "\n") text += "\\n";
    else if (c === "\r") text += "\\r";
    else if (c === "\t") text += "\\t";
    else if (c === " ") text += "·";
    else if (/\p{Cc}/u.test(c)) text += `<0x${code.toString(16).toUpperCase().padStart(2, "0")}>`;
    else if (/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Cn}]/u.test(c)) text += `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
    else text += c;
  }
  return text === "" ? "(empty)" : text;
}

/** The middle goes: both the start and the end of a name tell it from its neighbours. */
export function shortened(text, longest) {
  const all = [...text];
  const tail = Math.floor(longest / 3);
  return all.length <= longest ? text : all.slice(0, longest - tail - 1).join("") + "…" + all.slice(-tail).join("");
}
