// What a head reads: the matrix, and the text itself.

const keptHead = (layer, head) => results.patterns.some((w) => w.heads.some((k) => k.layer === layer && k.head === head));

function drawReading() {
  const section = byId("reading");
  if (results.patterns.length === 0) { section.append(el("p", { class: "muted" }, "No attention was kept entry by entry.")); return; }
  const controls = el("div", { class: "controls" });
  const canvas = el("canvas", { class: "matrix", role: "img" });
  const text = el("p", { class: "tokens", role: "listbox", "aria-label": "Tokens of the window", lang: "" });
  const sentence = el("p", { class: "readout tall", "aria-live": "polite" });
  const note = el("p", { class: "muted small" });
  const rowsTable = el("div", {});
  section.append(controls, el("div", { class: "pair read" },
    el("figure", {}, el("figcaption", {}, "query ↓ reads key →"), canvas, note, rowsTable), el("div", {}, sentence, text,
      el("p", { class: "muted small" }, "Choose a token (hover, or Tab and arrow keys): the shading shows how much of each earlier token it reads."))));
  let view = null;

  const spread = (window) => window.heads.map((k) => `${k.layer}.${k.head}`);
  const rowsOf = (packed) => {
    const rows = unpack(packed);
    if (state.key0 !== "hide") return rows;
    // As in the scores: key 0 dropped, the rest renormalised; row 0 has no key left.
    return rows.map((row) => {
      const rest = row.slice(1).reduce((a, b) => a + (b ?? 0), 0);
      return row.map((w, j) => (j === 0 || rest < 1e-6 ? null : w / rest));
    });
  };

  function paint(query = -1) {
    const { rows, tokens } = view, n = rows.length;
    const scale = Math.max(1, Math.ceil(560 / n)), size = n * scale;
    canvas.width = size; canvas.height = size;
    const pen = canvas.getContext("2d"), ink = inkScale();
    pen.fillStyle = ink(0); pen.fillRect(0, 0, size, size);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) if (rows[i][j] > 0) { pen.fillStyle = ink(rows[i][j]); pen.fillRect(j * scale, i * scale, scale, scale); }
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--raised");
    for (let i = 0; i < n - 1; i++) pen.fillRect((i + 1) * scale, i * scale, (n - i - 1) * scale, scale);
    if (query >= 0) {
      pen.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--comparison");
      pen.lineWidth = Math.max(1, scale / 8);
      pen.strokeRect(0.5, query * scale + 0.5, (query + 1) * scale - 1, scale - 1);
    }
    canvas.setAttribute("aria-label", `Attention of ${headName(...state.read.split("."))} over ${tokens.length} tokens; choose a token in the text to hear what it reads`);
  }

  const quoted = (i) => `“${visible(view.tokens[i])}”`;
  function say(query, key = -1) {
    const row = view.rows[query];
    const best = row.map((w, j) => [w ?? 0, j]).filter(([w]) => w > 0).sort((a, b) => b[0] - a[0]);
    const readers = view.rows.map((r, i) => [r[query] ?? 0, i]).filter(([w, i]) => i > query && w > 0.05).sort((a, b) => b[0] - a[0]).slice(0, 3);
    const name = (i) => el("em", {}, quoted(i));
    if (key >= 0 && key <= query) {
      sentence.replaceChildren(name(query), ` (${query}) reads `, number(row[key]), " of ", name(key), ` (${key}).`);
    } else if (best.length === 0) {
      sentence.replaceChildren(name(query), ` (${query}) has no key left to read.`);
    } else {
      sentence.replaceChildren(name(query), ` (${query}) reads `,
        ...best.slice(0, 4).flatMap(([w, j], i) => [i ? ", " : "", number(w), " of ", name(j)]), ".",
        ...(readers.length ? [" Later read by ", ...readers.flatMap(([w, i], k) => [k ? ", " : "", name(i), " (", number(w), ")"]), "."] : []));
    }
    const ink = inkScale();
    [...text.children].filter((t) => t.tagName === "SPAN").forEach((t, j) => {
      const w = j <= query ? row[j] ?? 0 : 0;
      t.style.backgroundColor = w > 0 ? ink(w, true) : "";
      t.classList.toggle("query", j === query);
      t.setAttribute("aria-selected", j === query);
    });
    paint(query);
  }

  function tokensOf() {
    const nodes = view.tokens.flatMap((token, i) => {
      const node = el("span", { role: "option", tabindex: i === 0 ? "0" : "-1", "data-token": i, dir: "auto" }, visible(token));
      return token.includes("\n") ? [node, el("br", {})] : [node];
    });
    text.replaceChildren(...nodes);
  }
  const chosen = (e) => { const t = e.target.closest?.("[data-token]"); return t ? Number(t.dataset.token) : -1; };
  text.addEventListener("pointerover", (e) => { if (chosen(e) >= 0) say(chosen(e)); });
  text.addEventListener("focusin", (e) => { if (chosen(e) >= 0) say(chosen(e)); });
  text.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -1e9, End: 1e9 }[e.key];
    if (!step || chosen(e) < 0) return;
    e.preventDefault();
    const all = text.querySelectorAll("[data-token]"), to = Math.min(Math.max(chosen(e) + step, 0), all.length - 1);
    e.target.setAttribute("tabindex", "-1");
    all[to].setAttribute("tabindex", "0");
    all[to].focus();
  });
  canvas.addEventListener("pointermove", (e) => {
    const box = canvas.getBoundingClientRect(), n = view.rows.length;
    const place = (v, from, size) => Math.min(n - 1, Math.max(0, Math.floor((v - from) / size * n)));
    const query = place(e.clientY, box.top, box.height), key = place(e.clientX, box.left, box.width);
    say(query, key);
  });

  follow(["read", "window", "key0"], () => {
    const window = results.patterns[Number(state.window)];
    const heads = spread(window);
    if (!heads.includes(state.read)) state.read = defaultReading(heads);
    const kept = window.heads[heads.indexOf(state.read)];
    const full = unpack(kept.rows);
    view = { rows: rowsOf(kept.rows), tokens: window.tokens };
    const [layer] = state.read.split(".");
    const layersKept = [...new Set(window.heads.map((k) => String(k.layer)))];
    controls.replaceChildren(
      results.patterns.length > 1 ? menu("Text", results.patterns.map((w, i) => [String(i), shortened(w.document, 40)]), state.window, (w) => choose({ window: w })) : "",
      menu("Layer", layersKept.map((l) => [l, l]), layer, (l) => choose({ read: heads.find((k) => k.startsWith(`${l}.`)) })),
      menu("Head", heads.filter((k) => k.startsWith(`${layer}.`)).map((k) => [k, k.split(".")[1]]), state.read, (read) => choose({ read })),
      menu("Key 0", [["show", "shown"], ["hide", "left out"]], state.key0, (key0) => choose({ key0 })));
    const role = roleOf(...state.read.split(".").map(Number));
    const share = mean(full.slice(1).map((row) => row[0]));
    note.textContent = `${shortened(window.document, 60)}, first ${shown(view.rows.length)} tokens, one text, no interval. ${role ? `Role: ${role.role}. ` : ""}Key 0 ${state.key0 === "hide" ? "held" : "holds"} ${percent(share)} of the attention${state.key0 === "hide" ? "; the rest is renormalised" : ""}. Colour: square root of the weight.`;
    tokensOf();
    say(view.rows.length - 1);
    rowsTable.replaceChildren(lazyDetails("as a table", () => table(["query", "token", "reads most", "weight", "then", "weight"], view.rows.map((row, i) => {
      const best = row.map((w, j) => [w ?? 0, j]).sort((a, b) => b[0] - a[0]);
      const cell = (k) => (best[k]?.[0] > 0 ? [`${best[k][1]} ${visible(view.tokens[best[k][1]])}`, best[k][0]] : ["", null]);
      return [i, visible(view.tokens[i]), ...cell(0), ...cell(1)];
    }), "What each token reads most")));
  });
  window.addEventListener("themechange", () => say(view.rows.length - 1));
}

/** The head that has most to show: the strongest induction or previous-token head that was kept. */
function defaultReading(heads) {
  for (const role of ["induction", "previous token"]) {
    const best = results.roles.filter((r) => r.role === role && heads.includes(`${r.layer}.${r.head}`)).sort((a, b) => b.margin - a.margin)[0];
    if (best) return `${best.layer}.${best.head}`;
  }
  return heads[0];
}
