// Lesson 1's laboratory: numbers and weights to change, every matrix follows.

function eightStepsLab(frame, begin) {
  const state = { d: 1, scaled: true, ...begin, x: [...begin.x] };
  let run = eightSteps(state);
  const names = () => state.x.map((x) => plain(x));
  const column = (name, tone, values) => ({ name, tone, values, rows: name === "X" ? undefined : names() });
  const square = (name, tone, values) => ({ name, tone, values, rows: names(), columns: names() });
  const first = (w) => plain(w[0][0]);

  const projected = (step, title, letter, tone, weight) => prediction({
    name: letter,
    title: `Step ${step}: ${title}`,
    formula: el("p", { class: "formula math" }, el("span", { class: `t-${tone}` }, letter), " = X × ", el("span", { class: `t-${tone}` }, symbol(weight.name))),
    ask: () => `What is the ${title.split(":")[0]} of ${plain(state.x[0])}, with ${weight.name} = ${plain(state[weight.key])}?`,
    value: () => run[letter][0][0],
    how: () => `${plain(state.x[0])} × ${plain(state[weight.key])} = ${plain(run[letter][0][0])}`,
    draw: () => equation(column(letter, tone, run[letter]), "=", column("X", "ink", run.X), "×", { name: weight.name, tone, values: run[`W${weight.key}`] }),
  });

  const steps = [
    projected(2, "query: what a number asks", "Q", "query", { name: "W_q", key: "q" }),
    projected(3, "key: what a number offers", "K", "key", { name: "W_k", key: "k" }),
    projected(4, "value: what a number gives", "V", "value", { name: "W_v", key: "v" }),
    prediction({
      name: "S",
      title: "Step 5: scores",
      formula: el("p", { class: "formula math" }, "S = Q × Kᵀ / √d (with the scale)"),
      ask: () => `What is the score of ${plain(state.x[0])} (its row) for ${plain(state.x[1])} (its column)?`,
      value: () => run.S[0][1],
      within: (s) => 0.005 + 0.01 * Math.abs(s),
      how: () => `${state.d > 1 ? `${state.d} × ` : ""}${first(run.Q)} × ${plain(run.K[1][0])}${state.scaled && state.d > 1 ? ` / √${state.d}` : ""} = ${plain(run.S[0][1])}`,
      draw: () => el("div", {}, equation(square("S", "score", run.S), "=", column("Q", "query", run.Q), "×", { name: "Kᵀ", tone: "key", values: transposed(run.K), columns: names() }),
        heatTable({ name: "S", caption: "The size of the scores: rows read, columns are read", tone: "score", rows: names(), columns: names(), values: run.S, most: Math.max(1e-9, ...run.S.flat().map(Math.abs)) })),
    }),
    prediction({
      name: "A",
      title: "Step 6: softmax, shares of attention",
      formula: el("p", { class: "formula math" }, ...indexed("A_ij = exp(S_ij) / Σ exp(S_ij') over all j' of row i")),
      ask: () => `How much of its attention, from 0 to 1, does ${plain(state.x[0])} give to ${plain(state.x[1])}? Near enough is 0.05.`,
      value: () => run.A[0][1],
      within: () => 0.05,
      how: () => `exp(${plain(run.S[0][1])}) over the sum of its row is ${plain(run.A[0][1])}`,
      draw: () => el("div", {}, equation(square("A", "weight", run.A)),
        heatTable({ name: "A", caption: "Who reads whom: each row sums to 1", tone: "weight", rows: names(), columns: names(), values: run.A, most: Math.max(0.5, ...run.A.flat()) })),
    }),
    prediction({
      name: "O",
      title: "Step 7: weights × values",
      formula: el("p", { class: "formula math" }, "O = A × V"),
      ask: () => `What does ${plain(state.x[0])} take home? It is an average of the values; near enough is a tenth of the largest.`,
      value: () => run.O[0][0],
      within: () => 0.1 * Math.max(...run.V.flat().map(Math.abs)),
      how: () => `${run.A[0].slice(0, 3).map((a, j) => `${plain(a)} × ${plain(run.V[j][0])}`).join(" + ")}${state.x.length > 3 ? " + …" : ""} = ${plain(run.O[0][0])}`,
      draw: () => equation(column("O", "output", run.O), "=", square("A", "weight", run.A), "×", column("V", "value", run.V)),
    }),
    prediction({
      name: "sum",
      title: "Step 8: the sum",
      formula: el("p", { class: "formula math" }, "sum = Σ O over the numbers", state.d > 1 ? ", columns averaged" : ""),
      ask: () => `What do the outputs sum to? Addition gives ${plain(run.expected)}; near enough is 0.1.`,
      value: () => run.sum,
      within: () => 0.1,
      how: () => `${run.O.slice(0, 4).map((o) => plain(o[0])).join(" + ")}${state.x.length > 4 ? " + …" : ""} = ${plain(run.sum)}`,
      draw: () => {
        const off = run.sum - run.expected;
        return el("p", {}, "The head answers ", el("strong", { "data-sum": run.sum }, plain(run.sum)), "; ",
          Math.abs(off) < 0.0005 ? "exactly what addition gives." : `addition gives ${plain(run.expected)}, so it is off by ${plain(off)}.`);
      },
    }),
  ];

  function changed() {
    run = eightSteps(state);
    steps.forEach((step) => step.changed());
  }

  const numbers = el("div", { class: "row numbers" });
  const complaint = status();
  function drawNumbers() {
    numbers.replaceChildren(...state.x.map((x, i) => {
      const input = el("input", { type: "number", step: "any", value: x, "aria-label": `Number ${i + 1}`, "data-name": `x${i}` });
      input.addEventListener("input", () => {
        const value = input.value === "" ? NaN : Number(input.value);
        const good = Number.isFinite(value) && Math.abs(value) <= 1000;
        markWrong(input, !good);
        complaint.textContent = good ? "" : `Number ${i + 1} should be a number from -1000 to 1000; ${plain(state.x[i])} still counts.`;
        if (good) { state.x[i] = value; changed(); }
      });
      return input;
    }),
    button("One more", () => resize(state.x.length + 1), { "data-name": "more", disabled: state.x.length >= 10 }),
    button("One fewer", () => resize(state.x.length - 1), { "data-name": "fewer", disabled: state.x.length <= 2 }));
  }
  function resize(n) {
    const pressed = n > state.x.length ? "more" : "fewer";
    state.x = Array.from({ length: n }, (_, i) => state.x[i] ?? i + 1);
    drawNumbers();
    changed();
    const again = numbers.querySelector(`[data-name=${pressed}]`);
    (again.disabled ? numbers.querySelector("button:not([disabled])") : again).focus();
  }
  drawNumbers();

  const weights = [["q", "query"], ["k", "key"], ["v", "value"]].map(([key, tone]) =>
    slider({ name: `W_${key}`, least: -2, most: 2, step: 0.05, value: state[key], tone }, (w) => { state[key] = w; changed(); }).element);
  frame.append(
    el("div", { class: "panel" },
      el("fieldset", {}, el("legend", {}, "Numbers, 2 to 10"), numbers, complaint),
      el("fieldset", {}, el("legend", {}, "Weights"), ...weights),
      el("div", { class: "row" },
        choice("Width d of the head", [[1, "1"], [2, "2"], [4, "4"], [16, "16"]], state.d, (d) => { state.d = Number(d); changed(); }).element,
        checkbox("scale", "divide the scores by √d", state.scaled, (on) => { state.scaled = on; changed(); })),
      el("div", { class: "row" },
        button("Reveal all", () => steps.forEach((s) => s.reveal()), { "data-name": "reveal-all" }),
        button("Hide all", () => steps.forEach((s) => s.hide()), { "data-name": "hide-all" }))),
    ...steps.map((s) => s.element));
}
