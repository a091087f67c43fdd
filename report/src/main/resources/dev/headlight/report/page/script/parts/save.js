// Charts as files.

import { el, svg } from "./elements.js";

const EXPORTED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-family", "font-size", "font-weight"];

/** Gives the reader a file: content is a text or a Blob. */
export function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** An SVG chart with its styles written into it, on the page's paper, with its title above and a line that says where it is from below. */
export function standalone(from, title, provenance) {
  const to = from.cloneNode(true);
  const originals = [from, ...from.querySelectorAll("*")];
  [to, ...to.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(originals[i]);
    for (const name of EXPORTED) node.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex"]) node.removeAttribute(name);
  });
  const [width, height] = from.getAttribute("viewBox").split(" ").slice(2).map(Number);
  return framed(to, width, height, title, provenance);
}

/** A canvas as SVG: the picture as it is, with the same title and line. */
export function standaloneCanvas(canvas, title, provenance) {
  const width = canvas.clientWidth || canvas.width, height = canvas.clientHeight || canvas.height;
  const root = svg("svg", {}, svg("image", { href: canvas.toDataURL("image/png"), width, height, style: null, "image-rendering": "pixelated" }));
  return framed(root, width, height, title, provenance);
}

function framed(root, width, height, title, provenance) {
  const page = getComputedStyle(document.body);
  const note = (y, text, size) => svg("text", { x: 8, y, fill: page.color, "font-family": "sans-serif", "font-size": size }, text);
  root.setAttribute("viewBox", `0 -28 ${width} ${height + 46}`);
  root.setAttribute("width", width);
  root.setAttribute("height", height + 46);
  root.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  root.prepend(svg("rect", { x: 0, y: -28, width, height: height + 46, fill: page.backgroundColor }));
  root.append(note(-10, title, 14), note(height + 12, provenance, 10));
  return { text: new XMLSerializer().serializeToString(root), width, height: height + 46 };
}

/** Saves what standalone made. */
export const saveSvg = (name, drawing) => save(`${name}.svg`, drawing.text, "image/svg+xml");

/** Saves it as pixels, twice as fine as on the page. */
export function savePng(name, { text, width, height }) {
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: width * 2, height: height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    canvas.toBlob((blob) => save(`${name}.png`, blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
