// Elements without markup: text reaches the page as text nodes only.

import { exists } from "./numbers.js";
import { percent, shown } from "./words.js";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

/** An HTML element. */
export const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);

/** An SVG element. */
export const svg = (name, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

/** Puts other children into a node, lists of lists too. */
export function put(node, ...children) {
  node.replaceChildren();
  fill(node, null, children);
}

export const byId = (id) => document.getElementById(id);

/** A figure on the page, with the number of the results tree behind it. */
export const number = (x) =>
  exists(x) ? el("data", { value: String(x) }, shown(x)) : el("span", { title: "no value" }, "–");

/** A figure computed here from those of the results tree: how, in a few words. */
export const derived = (x, how) =>
  exists(x) ? el("data", { value: String(x), "data-derived": how }, shown(x)) : el("span", { title: "no value" }, "–");

/** The same as a percentage. */
export const derivedPercent = (x, how) => (exists(x) ? el("data", { value: String(x), "data-derived": how }, percent(x)) : derived(x, how));

/** A share of the results tree as a percentage. */
export const share = (x) => (exists(x) ? el("data", { value: String(x) }, percent(x)) : number(x));

/** A figure with its interval. */
export const numberWithInterval = (f) =>
  exists(f.low) && exists(f.high)
    ? [number(f.value), " ", el("span", { class: "interval" }, "[", number(f.low), ", ", number(f.high), "]")]
    : [number(f.value)];

/** A figure with its interval, as a table's cell. */
export const intervalCell = (f) => el("span", { class: "interval-cell" }, numberWithInterval(f));

/** A table; cells are texts, numbers or nodes; columns of figures are set flush right. */
export function table(head, rows, caption) {
  const isFigure = (c) => typeof c === "number" || c === null || c?.className === "interval-cell" || c?.tagName === "DATA";
  const flush = head.map((_, k) => rows.length > 0 && rows.every((row) => isFigure(row[k])));
  const cell = (c, k) => el("td", { class: flush[k] || isFigure(c) ? "number" : null }, typeof c === "number" || c === null ? number(c) : c);
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption ?? "table" },
    el("table", {},
      caption ? el("caption", {}, caption) : null,
      el("thead", {}, el("tr", {}, head.map((c, k) => el("th", { scope: "col", class: flush[k] ? "number" : null }, c)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map(cell))))));
}

/** Details whose content is made when they are first opened: a page of thousands of cells must open at once. */
export function lazyDetails(summary, content, attributes) {
  const details = el("details", attributes, el("summary", {}, summary));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(content());
  });
  if (details.open) details.append(content());
  return details;
}

/** A labelled menu. */
export function menu(label, options, value, onchange) {
  const select = el("select", { onchange: () => onchange(select.value) },
    options.map(([key, text]) => el("option", { value: key }, text)));
  select.value = value;
  return el("label", { class: "control" }, el("span", {}, label), select);
}
