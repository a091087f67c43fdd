// One head, all its figures.

let drawerOpener = null;

function drawDrawer() {
  const drawer = byId("drawer");
  document.addEventListener("keydown", (e) => { if (e.key === "Escape" && state.head) choose({ head: "" }); });
  follow(["head"], () => document.querySelectorAll(".cell").forEach((c) => c.classList.toggle("chosen", c.dataset.head === state.head)));
  follow(["head", "sink"], () => {
    if (!state.head) {
      if (!drawer.hidden) { drawer.hidden = true; drawerOpener?.(); }
      return;
    }
    const [layer, head] = state.head.split(".").map(Number);
    const wasHidden = drawer.hidden;
    if (wasHidden) {
      const opener = document.activeElement?.closest?.("[data-head]");
      // On the side away from the map that was used, so that the map stays in sight.
      drawer.classList.toggle("left", Boolean(opener) && opener.getBoundingClientRect().left > innerWidth / 2);
      drawerOpener = () => opener?.focus({ preventScroll: true });
    }
    drawer.hidden = false;
    drawer.setAttribute("aria-label", headName(layer, head));
    const title = el("h2", { tabindex: "-1" }, `Layer ${layer}, head ${head}`);
    drawer.replaceChildren(
      el("div", { class: "drawerbar" }, title,
        stepButton("‹", "previous head", layer, head, -1), stepButton("›", "next head", layer, head, 1),
        el("button", { type: "button", class: "quiet", "aria-label": "close", onclick: () => choose({ head: "" }) }, "✕")),
      ...roleLines(layer, head),
      menu("Key 0", [["without", "left out"], ["with", "included"]], state.sink, (sink) => choose({ sink })),
      headTable(layer, head),
      keptHead(layer, head) ? el("p", {}, el("button", { type: "button", onclick: () => { choose({ read: `${layer}.${head}` }); byId("reading").scrollIntoView(); } }, "Show what it reads")) : "");
    if (wasHidden && document.readyState === "complete") title.focus({ preventScroll: true });
  });
}

function stepButton(glyph, name, layer, head, by) {
  const place = layer * model.heads + head + by;
  return el("button", { type: "button", class: "quiet", "aria-label": name, disabled: place < 0 || place >= headCount,
    onclick: () => choose({ head: `${Math.floor(place / model.heads)}.${place % model.heads}` }) }, glyph);
}

function roleLines(layer, head) {
  const r = roleOf(layer, head), lines = [];
  if (model.kvHeads < model.heads) lines.push(el("p", { class: "muted small" }, `reads key/value head ${Math.floor(head * model.kvHeads / model.heads)}`));
  if (r) {
    const m = roleMark(r.role, r.margin);
    lines.push(el("p", { class: "rolename" },
      svg("svg", { width: 20, height: 20, "aria-hidden": "true" }, svg("rect", { width: 20, height: 20, fill: m.fill }), svg("text", { class: "letter", x: 10, y: 15, "text-anchor": "middle" }, m.letter)),
      el("b", {}, r.role), r.score ? [" by ", titleOf(r.score), " ", numberWithInterval(r)] : ""));
    if (r.runnerUp) lines.push(el("p", { class: "muted small" }, "Runner-up: ", r.runnerUp, ", margin ", number(r.runnerUpMargin), " against ", number(r.margin), "."));
  }
  const sinks = results.sinks.filter((s) => s.layer === layer && s.head === head);
  if (sinks.length) lines.push(el("p", { class: "muted small" }, `Other sinks: ${sinks.slice(0, 3).map((s) => `“${visible(s.token)}” at ${s.position} of ${s.document} (${shown(s.alpha)})`).join("; ")}${sinks.length > 3 ? ` and ${shown(sinks.length - 3)} more` : ""}.`));
  return lines;
}

function headTable(layer, head) {
  return table(["score", "value", "null", "control", "q"], scoreIds.map((id) => {
    const f = headFigures(matrix(id, state.sink), layer, head);
    return [el("span", { title: undecided(f) ? "not told from the null" : "" }, undecided(f) ? "○ " : exists(f.value) ? "● " : "  ", titleOf(id)),
      intervalCell(f), f.none, f.control, f.q];
  }), "Scores of the head (○ not told from the null)");
}
