// Matrices as numbers between bars, and as coloured cells. Each cell keeps its whole value in data-value and, for a
// reader who points at it, in its title.

function shownDecimals(rows) {
  return rows.flat().reduce((most, x) => {
    const text = plain(x, 3), point = text.indexOf(".");
    return point < 0 || text.includes("e") ? most : Math.max(most, text.length - point - 1);
  }, 0);
}

function numberCell(x, decimals, attributes = {}) {
  return el("td", { "data-value": x, title: x, ...attributes }, fixed(x, decimals));
}

// { name, tone, rows, columns, values }: labels may be missing.
function matrixTable({ name, tone, rows, columns, values }) {
  const decimals = shownDecimals(values);
  const table = el("table", { class: `matrix t-${tone}`, "data-matrix": name });
  table.append(el("caption", {}, symbol(name)));
  if (columns) table.append(el("tr", {}, ...(rows ? [el("td")] : []), ...columns.map((c) => el("th", { scope: "col" }, c))));
  values.forEach((row, r) => {
    table.append(el("tr", {}, ...(rows ? [el("th", { scope: "row" }, rows[r])] : []), ...row.map((x, c) =>
      numberCell(x, decimals, { class: `n${c === 0 ? " first" : ""}${c === row.length - 1 ? " last" : ""}` }))));
  });
  return scrolled(table);
}

// Matrices with signs between: equation(a, "=", b, "×", c).
const equation = (...parts) => el("div", { class: "matrices" }, ...parts.map((part) =>
  (typeof part === "string" ? el("span", { class: "sign" }, part) : matrixTable(part))));

// Coloured cells; { caption, tone, rows, columns, values, most, decimals, mark }. A value of null is a gap.
// `mark(r, c)` adds a class to a cell.
function heatTable({ name, caption, tone, corner = "", rows, columns, values, most, decimals = 2, mark = () => "" }) {
  const table = el("table", { class: `heat h-${tone}`, "data-heat": name });
  table.append(el("caption", {}, el("span", {}, caption)));
  table.append(el("thead", {}, el("tr", {}, corner ? el("th", { scope: "col", class: "corner" }, corner) : el("td"), ...columns.map((c) => el("th", { scope: "col" }, c)))));
  const body = el("tbody");
  values.forEach((row, r) => {
    body.append(el("tr", {}, el("th", { scope: "row" }, rows[r]), ...row.map((x, c) => {
      if (x === null) return el("td", { class: "gap" });
      const share = Math.min(1, Math.abs(x) / most);
      const cell = numberCell(x, decimals, { class: mark(r, c) });
      cell.style.setProperty("--share", share.toFixed(3));
      return cell;
    })));
  });
  table.append(body);
  return scrolled(table);
}
