// Things to operate: each tells its number at once, and by keyboard as by pointer.

const markWrong = (field, wrong) => (wrong ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid"));

let controls = 0;
const newId = () => `control-${++controls}`;

// A slider with its number beside it, which can be typed as well.
function slider({ name, label, least, most, step, value, tone }, changed) {
  const id = newId();
  const range = el("input", { type: "range", id, min: least, max: most, step, "data-name": name });
  const typed = el("input", { type: "number", step: "any", "aria-label": `${name} as a number`, "data-name": `${name}-number` });
  const set = (x) => { range.value = x; typed.value = x; markWrong(typed, false); };
  set(value);
  range.addEventListener("input", () => { set(Number(range.value)); changed(Number(range.value)); });
  typed.addEventListener("input", () => {
    const x = typed.value === "" ? NaN : Number(typed.value);
    const good = Number.isFinite(x) && Math.abs(x) <= 1000;
    markWrong(typed, !good);
    if (good) { range.value = x; changed(x); }
  });
  return { element: el("div", { class: `slider t-${tone ?? "ink"}` }, el("label", { for: id }, label ?? symbol(name)), range, typed), set };
}

const button = (text, pressed, attributes = {}) => el("button", { type: "button", click: pressed, ...attributes }, text);

// A choice among few; options are [value, text].
function choice(name, options, value, changed) {
  const id = newId();
  const select = el("select", { id, "data-name": name, change: () => changed(select.value) },
    ...options.map(([v, text]) => el("option", { value: v, selected: String(v) === String(value) }, text)));
  return { element: el("div", { class: "choice" }, el("label", { for: id }, name), select), select };
}

function checkbox(name, label, checked, changed) {
  const box = el("input", { type: "checkbox", checked, "data-name": name, change: () => changed(box.checked) });
  return el("label", { class: "check" }, box, " ", label);
}

// A line that is read out when it changes.
const status = (attributes = {}) => el("p", { class: "status", role: "status", ...attributes });
