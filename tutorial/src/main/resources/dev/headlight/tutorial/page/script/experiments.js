// Lesson 7: what becomes of the answers when a head reads all alike, or hands on nothing.

// A small generator of whole numbers, so that everybody is asked the same sums.
function sampleSums(format, count) {
  let state = 12345;
  const next = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 2 ** 32 * format.numbers); };
  return Array.from({ length: count }, () => [next(), next()]);
}

function headSwitches(model, format, changed) {
  const count = 300;
  const changes = Array(model.config.nHeads).fill(undefined);
  const result = status({ "data-name": "share" });
  const pickers = changes.map((_, h) => choice(`Head ${h}`, [["own", "as it is"], ["uniform", "uniform: reads all alike"], ["off", "off: hands on nothing"]], "own", (name) => {
    changes[h] = name === "own" ? undefined : name;
    result.textContent = "";
    changed([...changes]);
  }).element);
  const ask = button(`Ask ${count} sums`, () => {
    const right = sampleSums(format, count).filter(([a, b]) => isRight(model, format, a, b, changes)).length;
    result.textContent = `${right} of ${count} sums right (${percent(right / count)}).`;
    result.dataset.right = right;
  }, { "data-name": "ask" });
  return el("fieldset", {}, el("legend", {}, "Heads"), el("div", { class: "row" }, ...pickers), el("div", { class: "row" }, ask), result);
}
