// Elements, and numbers as text. Whatever comes from data goes in as text, never as markup.

const byId = (id) => document.getElementById(id);

// el("td", { class: "n", colspan: 2 }, "text", otherElement); a handler is a function under its event's name.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// The same for parts of a picture.
function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A text in parts, [part, whether it stands lower]: the index of a name of one letter, as in W_q, a_ij or s_(i-1).
function lowered(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(/(^|[^\p{L}_])(\p{L})_(?:\(([^()]*)\)|(\w+))/gu)) {
    parts.push([text.slice(at, found.index) + found[1] + found[2], false], [found[3] ?? found[4], true]);
    at = found.index + found[0].length;
  }
  return [...parts, [text.slice(at), false]].filter(([part]) => part !== "");
}
const indexed = (text) => lowered(text).map(([part, low]) => (low ? el("sub", {}, part) : part));
const symbol = (name) => el("span", { class: "math" }, ...indexed(name));

// At most so many digits after the point, without trailing zeros; a true minus sign stays a hyphen, as in the lessons.
function plain(x, decimals = 3) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "-" : x > 0 ? "inf" : "-inf";
  if (Math.abs(x) >= 1e9) return x.toExponential(1);
  const text = x.toFixed(decimals);
  const bare = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  if (Number(bare) === 0) return x === 0 || Math.abs(x) < 1e-12 ? "0" : x.toExponential(1);
  return bare;
}
const fixed = (x, decimals) => (Math.abs(x) >= 1e9 ? x.toExponential(1) : Number(x.toFixed(decimals)) === 0 ? (0).toFixed(decimals) : x.toFixed(decimals));
const percent = (p) => (p > 0.9995 && p < 1 ? "> 99.9%" : `${(100 * p).toFixed(1)}%`);
