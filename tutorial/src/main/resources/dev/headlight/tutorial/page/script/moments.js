// Lesson 6's laboratory: the training of the digit model, one moment at a time.

function momentsLab(frame, { moments, example, asked, rows, columns, question }) {
  const steps = moments.map(({ step }) => step);
  const loss = moments.map((m) => m.loss);
  const highest = Math.max(...loss.filter((x) => x !== null));
  const chains = moments[0].chains.map((_, c) => ({ name: c ? `chain of ${c}` : "no carry", tone: ["value", "key", "weight", "score"][c], dash: ["", "6 3", "2 3", "9 3 2 3"][c], values: moments.map((m) => m.chains[c]) }));
  const right = lineChart({ name: "right", unit: "%", steps, most: 1, ticks: [0, 0.5, 1], lines: chains });
  const losses = lineChart({ name: "loss", unit: "nats a digit", steps, most: highest, ticks: [0, highest / 2, highest], lines: [{ name: "loss", tone: "output", dash: "", values: loss }] });
  const digits = pointMap({ name: "digits", names: [..."0123456789"], places: moments.map((m) => m.digits) });
  const line = status();
  const spread = el("figcaption", {});
  const heads = el("div", { class: "heads" });

  function show(i) {
    const moment = moments[i];
    range.value = i;
    range.setAttribute("aria-valuetext", `step ${moment.step}`);
    line.replaceChildren(`Step ${moment.step}`, moment.loss === null ? ", before training: " : `: loss ${plain(moment.loss, 4)} nats a digit, `,
      el("strong", { "data-name": "right", "data-value": moment.right }, percent(moment.right)), ` of ${asked} unseen sums right; ${example} = `,
      el("strong", { "data-name": "said" }, moment.answer), moment.answerRight ? " ✓" : " ✗");
    for (const picture of [right, losses, digits]) picture.show(i);
    spread.textContent = `The digits in their embedding, on the two directions that matter most at the end; they hold ${percent(moment.onPlane)} of the spread now`;
    heads.replaceChildren(...moment.heads.map((head, h) => heatTable({
      name: `moment-head${h}`, tone: "weight", corner: "writes", most: 1, decimals: 2, rows, columns,
      caption: `Head ${h}: what it reads while each digit is written, the mean over unseen sums`,
      values: head.map((row, r) => row.map((w, c) => (c < question + r ? w : null))),
    })));
  }
  const id = newId();
  const range = el("input", { type: "range", id, min: 0, max: moments.length - 1, step: 1, "data-name": "moment", input: () => { pause(); show(Number(range.value)); } });

  let timer = 0;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  function pause() {
    clearInterval(timer);
    timer = 0;
    playing.textContent = "Play";
    playing.setAttribute("aria-pressed", "false");
    line.removeAttribute("aria-live");
  }
  function play() {
    if (timer) return pause();
    if (Number(range.value) === moments.length - 1) show(0);
    playing.textContent = "Pause";
    playing.setAttribute("aria-pressed", "true");
    line.setAttribute("aria-live", "off"); // it would talk without end
    timer = setInterval(() => {
      const next = Math.min(moments.length - 1, Number(range.value) + 1);
      show(next);
      if (next === moments.length - 1) pause();
    }, still.matches ? 2000 : 600);
  }
  const playing = button("Play", play, { "data-name": "play-moments", "aria-pressed": "false" });
  frame.append(
    el("div", { class: "panel" }, el("div", { class: "slider" }, el("label", { for: id }, "Moment"), range, playing)),
    line,
    el("div", { class: "pair" },
      el("figure", {}, el("figcaption", {}, "Sums right, by their longest carry chain"), right.picture),
      el("figure", {}, el("figcaption", {}, "The loss"), losses.picture)),
    el("figure", {}, spread, digits.picture),
    heads);
  show(0);
}
