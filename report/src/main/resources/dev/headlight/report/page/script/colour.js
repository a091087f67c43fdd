// Colours that carry meaning. Everything else takes its colour from the style sheet.

const CIVIDIS = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"]
  .map(channels);
const OKABE_ITO = {
  "previous token": ["P", "#56b4e9"], "duplicate token": ["D", "#e69f00"], induction: ["I", "#d55e00"],
  sink: ["S", "#009e73"], punctuation: ["!", "#cc79a7"], local: ["L", "#0072b2"], broad: ["B", "#f0e442"],
  mixed: ["·", "#b0b0b0"],
};

function channels(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

const mixed = (a, b, part) => `rgb(${a.map((c, i) => Math.round(c + part * (b[i] - c))).join(",")})`;

/** Cividis at x in [0, 1]. */
function cividis(x) {
  const place = Math.min(Math.max(x, 0), 1) * (CIVIDIS.length - 1);
  const i = Math.min(Math.floor(place), CIVIDIS.length - 2);
  return mixed(CIVIDIS[i], CIVIDIS[i + 1], place - i);
}

/** Letter and colour of a role; the paler, the smaller its margin. */
function roleMark(role, margin) {
  const [letter, colour] = OKABE_ITO[role] ?? [role.slice(0, 1).toUpperCase(), "#b0b0b0"];
  const strength = role === "mixed" ? 0.35 : 0.3 + 0.45 * Math.min(Math.max(margin ?? 0, 0), 1);
  return { letter, fill: mixed([255, 255, 255], channels(colour), strength) };
}

/** Paper at 0 to ink at 1 in the page's own colours, as the square root of the weight. */
function inkScale() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => channels(style.getPropertyValue(name).trim());
  const stops = [read("--weight-0"), read("--weight-1"), read("--weight-2")];
  // Behind text the scale ends in its middle, where the page's ink can still be read.
  return (weight, behindText) => {
    const x = Math.sqrt(Math.min(Math.max(weight ?? 0, 0), 1)) * (behindText ? 0.999 : 2);
    return x < 1 ? mixed(stops[0], stops[1], x) : mixed(stops[1], stops[2], x - 1);
  };
}
