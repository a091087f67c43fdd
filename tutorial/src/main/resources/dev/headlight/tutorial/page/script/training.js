// Lesson 2's laboratory: one training step at a time on three numbers, over all pairs of the map.

function trainingLab(frame, begin) {
  const pairs = wholePairs(begin.far);
  const map = lossMap(pairs, begin.map);
  const picture = landscape(map, begin.map.ground);
  const settings = { ...begin.adam };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const fresh = (weights) => ({ weights, mean: [0, 0, 0], square: [0, 0, 0], steps: 0 });
  let state, path, timer = 0;

  const readout = el("table", { class: "readout" });
  const line = status();
  function show() {
    const { loss, slopes } = headLoss(state.weights, pairs);
    const cell = (name, value) => el("td", { class: "number", "data-name": name, "data-value": value, title: value }, plain(value, 4));
    readout.replaceChildren(
      el("caption", {}, "Where the training stands"),
      el("thead", {}, el("tr", {}, ...["", "W_q", "W_k", "W_v"].map((n) => (n ? el("th", { scope: "col", class: "number" }, symbol(n)) : el("td"))))),
      el("tbody", {},
        el("tr", {}, el("th", { scope: "row" }, "weight"), ...state.weights.map((w, i) => cell(`weight${i}`, w))),
        el("tr", {}, el("th", { scope: "row" }, "slope"), ...slopes.map((s, i) => cell(`slope${i}`, s)))));
    const c = state.weights[0] * state.weights[1];
    line.replaceChildren(`Step ${state.steps}: loss `, el("strong", { "data-name": "loss", "data-value": loss }, plain(loss, 4)), `, c = ${plain(c, 4)}.`);
    line.dataset.steps = state.steps;
    picture.draw(path);
  }
  function step(count) {
    for (let i = 0; i < count; i++) {
      state = adamStep(state, headLoss(state.weights, pairs).slopes, settings);
      path.push([state.weights[0] * state.weights[1], state.weights[2]]);
    }
    if (state.steps >= begin.most) pause();
    show();
  }
  // Who asked for less motion gets the same way in few jumps.
  function play() {
    if (timer) return pause();
    playing.textContent = "Pause";
    playing.setAttribute("aria-pressed", "true");
    line.setAttribute("aria-live", "off");
    timer = still.matches ? setInterval(() => step(50), 1000) : setInterval(() => step(1), 40);
  }
  function pause() {
    clearInterval(timer);
    timer = 0;
    playing.textContent = "Play";
    playing.setAttribute("aria-pressed", "false");
    line.removeAttribute("aria-live");
  }
  function restart(weights) {
    pause();
    state = fresh([...weights]);
    path = [[weights[0] * weights[1], weights[2]]];
    weights.forEach((w, i) => own[i].set(w));
    begun = [...weights];
    show();
  }

  let begun = begin.starts[0];
  const playing = button("Play", play, { "data-name": "play", "aria-pressed": "false" });
  const own = ["W_q", "W_k", "W_v"].map((name, i) => slider({ name, least: i === 2 ? -1 : -1.5, most: i === 2 ? 3 : 1.5, step: 0.05, value: begun[i], tone: ["query", "key", "value"][i] },
    (w) => { const weights = [...begun]; weights[i] = w; starts.select.value = "own"; restart(weights); }));
  const starts = choice("Start", [...begin.starts.map((w, i) => [i, `${"abcdefgh"[i]}: ${w.map((x) => plain(x)).join(", ")}`]), ["own", "your own, by the sliders"]], 0,
    (name) => { if (name !== "own") restart(begin.starts[name]); });
  const rate = slider({ name: "rate", label: "learning rate", least: 0.005, most: 0.2, step: 0.005, value: settings.rate }, (r) => { if (r > 0) settings.rate = r; });
  frame.append(
    el("div", { class: "panel" },
      el("div", { class: "row" }, starts.element),
      el("fieldset", {}, el("legend", {}, "Weights to start from"), ...own.map((s) => s.element)),
      rate.element,
      el("div", { class: "row" },
        button("One step", () => { pause(); step(1); }, { "data-name": "step" }),
        button("Ten steps", () => { pause(); step(10); }, { "data-name": "ten" }),
        playing,
        button("Back to the start", () => restart(begun), { "data-name": "restart" }))),
    line,
    el("figure", {}, el("figcaption", {}, ...indexed("The loss over c and W_v, by its logarithm: the more grey, the higher")), picture.canvas),
    scrolled(readout));
  restart(begun);
  window.addEventListener("themechange", show);
}
