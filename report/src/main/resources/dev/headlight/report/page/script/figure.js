// A figure: chart, legend, caption, the same figures as a table, and the chart as a file.

const figures = [];
const fitFigures = () => figures.forEach((f) => f.fit());

/**
 * Makes a figure; it is drawn by fitFigures once it has a width, and again when that changes.
 * draw(width) returns the chart; legend() a list or null; table() {head, rows}; title() the name of the figure.
 */
function figure({ title, draw, legendOf, tableOf, name, caption }) {
  const chart = el("div", { class: "drawing" });
  const key = el("div", {});
  const heading = el("figcaption", {});
  const rows = lazyDetails("as a table", () => { const t = tableOf(); return table(t.head, t.rows, title()); });
  const node = el("figure", {}, heading, chart, key, caption ? el("p", { class: "muted small" }, caption) : null,
    el("div", { class: "tools" }, rows,
      el("button", { type: "button", class: "quiet", onclick: () => saveSvg(chart, name, title()) }, "SVG"),
      el("button", { type: "button", class: "quiet", onclick: () => savePng(chart, name, title()) }, "PNG")));
  let drawn = 0;
  const redraw = (width) => {
    drawn = width;
    heading.textContent = title();
    chart.replaceChildren(draw(width));
    key.replaceChildren(legendOf?.() ?? "");
  };
  const self = {
    node,
    refresh() {
      if (drawn) redraw(drawn);
      if (rows.childElementCount > 1) rows.lastElementChild.replaceWith((() => { const t = tableOf(); return table(t.head, t.rows, title()); })());
    },
    fit() {
      const width = Math.floor(chart.clientWidth);
      if (width > 0 && Math.abs(width - drawn) > 4) redraw(width);
    },
  };
  figures.push(self);
  return self;
}

const EXPORTED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-family", "font-size", "font-weight"];

/** The chart with its styles written into it, on the page's paper, with a line that says where it is from. */
function standalone(chart, title) {
  const from = chart.querySelector("svg");
  const to = from.cloneNode(true);
  const originals = [from, ...from.querySelectorAll("*")];
  [to, ...to.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(originals[i]);
    for (const name of EXPORTED) node.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex"]) node.removeAttribute(name);
  });
  const [width, height] = from.getAttribute("viewBox").split(" ").slice(2).map(Number);
  const page = getComputedStyle(document.body);
  const note = (y, text, size) => svg("text", { x: 8, y, fill: page.color, "font-family": "sans-serif", "font-size": size }, text);
  const provenance = `${model.name}, seed ${results.provenance.seed}, Headlight ${results.provenance.version}`;
  to.setAttribute("viewBox", `0 -28 ${width} ${height + 46}`);
  to.setAttribute("width", width);
  to.setAttribute("height", height + 46);
  to.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  to.prepend(svg("rect", { x: 0, y: -28, width, height: height + 46, fill: page.backgroundColor }));
  to.append(note(-10, title, 14), note(height + 12, provenance, 10));
  return { text: new XMLSerializer().serializeToString(to), width, height: height + 46 };
}

function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const saveSvg = (chart, name, title) => save(`${name}.svg`, standalone(chart, title).text, "image/svg+xml");

function savePng(chart, name, title) {
  const { text, width, height } = standalone(chart, title);
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: width * 2, height: height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    canvas.toBlob((blob) => save(`${name}.png`, blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
