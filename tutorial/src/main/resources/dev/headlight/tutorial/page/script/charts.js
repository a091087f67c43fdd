// Pictures of lines and of named points, as SVG; their colours are classes of the style sheet.

const CHART = { width: 420, height: 210, left: 44, right: 20, top: 22, bottom: 40 };

const frameOf = (name, ...children) => svg("svg", { class: "chart", viewBox: `0 0 ${CHART.width} ${CHART.height}`, role: "img", "data-chart": name }, ...children);
const words = (x, y, text, attributes = {}) => svg("text", { x, y, "font-size": 11, class: "f-muted", ...attributes }, text);

// Where an axis from `least` to `most` puts a value.
const across = (least, most) => (v) => CHART.left + (v - least) / (most - least) * (CHART.width - CHART.left - CHART.right);
const upwards = (least, most) => (v) => CHART.top + (1 - (v - least) / (most - least)) * (CHART.height - CHART.top - CHART.bottom);

// Lines over common steps; { name, unit, steps, most, ticks, lines: [{ name, tone, dash, values }] }, a value of null is a gap.
// show(i) moves the mark to a step and says in words what the lines are there.
function lineChart({ name, unit, steps, most, ticks, lines }) {
  const x = across(steps[0], steps[steps.length - 1]), y = upwards(0, most);
  const bottom = CHART.height - CHART.bottom, end = CHART.width - CHART.right;
  const mark = svg("line", { class: "l-high", "stroke-width": 1.5, y1: CHART.top, y2: bottom });
  const dots = lines.map(({ tone }) => svg("circle", { class: `f-${tone}`, r: 4 }));
  const key = lines.flatMap((line, i) => {
    const from = CHART.left + i * (end - CHART.left) / lines.length, low = CHART.height - 6;
    return [svg("line", { class: `l-${line.tone}`, "stroke-width": 2, "stroke-dasharray": line.dash, x1: from, x2: from + 18, y1: low - 4, y2: low - 4 }),
      words(from + 23, low, line.name, { class: "f-ink" })];
  });
  const picture = frameOf(name,
    ...ticks.flatMap((v) => [svg("line", { class: "l-line", x1: CHART.left, x2: end, y1: y(v), y2: y(v) }),
      words(CHART.left - 5, y(v) + 4, unit === "%" ? `${100 * v}` : plain(v, 2), { "text-anchor": "end" })]),
    words(2, 12, unit === "%" ? "percent" : unit),
    ...[0, 0.25, 0.5, 0.75, 1].map((part) => steps[0] + part * (steps[steps.length - 1] - steps[0]))
      .map((v) => words(x(v), bottom + 14, String(Math.round(v)), { "text-anchor": "middle" })),
    ...lines.map(({ tone, dash, values }) => svg("polyline", { class: `l-${tone}`, "stroke-width": 2, "stroke-dasharray": dash,
      points: values.flatMap((v, i) => (v === null ? [] : [`${x(steps[i]).toFixed(1)},${y(Math.min(v, most)).toFixed(1)}`])).join(" ") })),
    mark, ...dots, ...key);
  function show(i) {
    for (const end of ["x1", "x2"]) mark.setAttribute(end, x(steps[i]));
    lines.forEach(({ values }, l) => {
      dots[l].setAttribute("cx", x(steps[i]));
      dots[l].setAttribute("cy", y(Math.min(values[i] ?? 0, most)));
      dots[l].setAttribute("visibility", values[i] === null ? "hidden" : "visible");
    });
    picture.setAttribute("aria-label", `Step ${steps[i]}: ${lines.map((line) =>
      `${line.name} ${line.values[i] === null ? "none yet" : unit === "%" ? percent(line.values[i]) : plain(line.values[i], 3)}`).join(", ")}`);
  }
  return { picture, show };
}

// Points by their names in one frame for all moments; places: [moment][point][x, y], both axes in one unit.
function pointMap({ name, names, places }) {
  const side = CHART.height - CHART.top - 10;
  const far = 1.15 * Math.max(...places.flat(2).map(Math.abs));
  const x = (v) => CHART.width / 2 + v / far * side / 2, y = (v) => CHART.top + side / 2 - v / far * side / 2;
  const path = svg("polyline", { class: "l-muted", "stroke-width": 1.2, "stroke-dasharray": "4 3" });
  const points = names.map((text) => svg("g", { "data-point": text }, svg("circle", { class: "f-high", r: 9 }),
    svg("text", { class: "f-paper", "font-size": 12, "font-weight": 600, "text-anchor": "middle", y: 4 }, text)));
  const picture = frameOf(name,
    svg("line", { class: "l-line", x1: x(-far), x2: x(far), y1: y(0), y2: y(0) }), svg("line", { class: "l-line", x1: x(0), x2: x(0), y1: y(-far), y2: y(far) }),
    words(2, 12, "second component up, first to the right"), path, ...points);
  function show(i) {
    path.setAttribute("points", places[i].map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(" "));
    points.forEach((point, n) => point.setAttribute("transform", `translate(${x(places[i][n][0]).toFixed(1)} ${y(places[i][n][1]).toFixed(1)})`));
    picture.setAttribute("aria-label", `Where the digits lie, from left to right: ${names.map((text, n) => [places[i][n][0], text])
      .sort((a, b) => a[0] - b[0]).map(([, text]) => text).join(" ")}`);
  }
  return { picture, show };
}
