// Colours that carry meaning. Everything else takes its colour from the style sheet.

import { within } from "./numbers.js";

const CIVIDIS = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"].map(channels);
const BLUE_TO_ORANGE = ["#0b4f8a", "#4f93c9", "#b5d4ea", "#f4f4f4", "#f7cfa4", "#dd8a3c", "#9c4a00"].map(channels);

/** Letter and colour (Okabe and Ito) of each role of a head. */
export const ROLE_MARKS = {
  "previous token": ["P", "#56b4e9"], "duplicate token": ["D", "#e69f00"], induction: ["I", "#d55e00"],
  sink: ["S", "#009e73"], punctuation: ["!", "#cc79a7"], local: ["L", "#0072b2"], broad: ["B", "#f0e442"],
  mixed: ["·", "#b0b0b0"],
};

function channels(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

const blend = (a, b, part) => a.map((c, i) => Math.round(c + part * (b[i] - c)));
const css = (rgb) => `rgb(${rgb.join(",")})`;

function along(stops, x) {
  const place = within(x, 0, 1) * (stops.length - 1);
  const i = Math.min(Math.floor(place), stops.length - 2);
  return blend(stops[i], stops[i + 1], place - i);
}

/** Sequential, for shares and scores: cividis at x in [0, 1]. */
export const cividis = (x) => css(along(CIVIDIS, x));

/** For differences: blue below 0, orange above, at x in [-1, 1]. */
export const diverging = (x) => css(along(BLUE_TO_ORANGE, (x + 1) / 2));

/** Black or white, whichever is read better on a colour made here. */
export function inkOn(colour) {
  const [r, g, b] = colour.match(/\d+/g).map((c) => (c / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2 ? "#15181c" : "#ffffff";
}

/** Letter and colour of a role; the paler, the smaller its margin. */
export function roleMark(role, margin) {
  const [letter, colour] = ROLE_MARKS[role] ?? [role.slice(0, 1).toUpperCase(), "#b0b0b0"];
  const strength = role === "mixed" ? 0.35 : 0.3 + 0.45 * within(margin ?? 0, 0, 1);
  return { letter, fill: css(blend([255, 255, 255], channels(colour), strength)) };
}

/** How a weight in [0, 1] becomes a darkness in [0, 1]; the least weight told from 0 on the logarithmic scale is 1e-4. */
export const WEIGHT_SCALES = {
  sqrt: { name: "square root", of: (w) => Math.sqrt(w) },
  linear: { name: "linear", of: (w) => w },
  log: { name: "logarithm, from 0.0001", of: (w) => (w > 0 ? within(1 + Math.log10(w) / 4, 0, 1) : 0) },
};

/** Paper at 0 to ink at 1 as the theme is now: channels of a darkness in [0, 1], for canvases, which must be drawn anew when the theme changes. */
export function weightInk() {
  const style = getComputedStyle(document.documentElement);
  const stops = ["--weight-0", "--weight-1", "--weight-2"].map((name) => channels(style.getPropertyValue(name).trim()));
  return (darkness) => along(stops, darkness);
}

const tint = (colour) => (weight) => `color-mix(in srgb, var(${colour}) ${Math.round(100 * WEIGHT_SCALES.sqrt.of(within(weight ?? 0, 0, 1)))}%, var(--weight-0))`;

/** Behind text the scale ends in its middle, where the page's ink can still be read; it follows the theme by itself. */
export const readTint = tint("--weight-1");

/** The same in a second hue, for who reads a token. */
export const readerTint = tint("--reader");

/** The channels of the diverging colours, for canvases: x in [-1, 1]. */
export const divergingChannels = (x) => along(BLUE_TO_ORANGE, (x + 1) / 2);
