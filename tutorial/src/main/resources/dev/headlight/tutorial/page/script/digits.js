// The laboratory of lessons 4 to 7 and 10: the trained model on a sum of the reader's.

const models = new Map();
function digitModel(record) {
  if (!models.has(record)) models.set(record, { model: decodedModel(record), format: sumFormat(record) });
  return models.get(record);
}

// Two number fields and some sums to pick; changed(a, b) for every sum that fits.
function sumFields(format, examples, changed) {
  const complaint = status();
  const field = (name, value) => el("input", { type: "text", inputmode: "numeric", autocomplete: "off", size: Math.max(4, format.digits), value, "aria-label": name, "data-name": name, input: read });
  const a = field("first number", examples[0].a), b = field("second number", examples[0].b);
  function read() {
    const wrong = [a, b].find((f) => !/^\d+$/.test(f.value.trim()) || Number(f.value) >= format.numbers);
    for (const f of [a, b]) markWrong(f, f === wrong);
    complaint.textContent = wrong ? `The model adds whole numbers from 0 to ${format.numbers - 1}; ${wrong.value.trim() === "" ? "a field is empty" : `"${wrong.value.trim().slice(0, 12)}" is none of them`}.` : "";
    if (!wrong) changed(Number(a.value), Number(b.value));
  }
  const picked = examples.map((e) => button(`${e.a} + ${e.b}`, () => { a.value = e.a; b.value = e.b; read(); }, { title: e.why, "aria-label": `${e.a} + ${e.b}, ${e.why}` }));
  return el("div", {}, el("div", { class: "row sum" }, a, el("span", { class: "sign" }, "+"), b), complaint, el("div", { class: "row", role: "group", "aria-label": "Sums to try" }, ...picked));
}

// What the model says, and whether it is the sum.
function answerLine(a, b, asked) {
  const right = asked.value === a + b;
  const said = asked.value === null ? asked.answer.map((id) => TOKENS[id]).join("") : String(asked.value);
  const whole = asked.probabilities.reduce((p, shares) => p * Math.max(...shares), 1);
  return [`${a} + ${b} = `, el("strong", { "data-name": "answer", "data-value": said }, said), right ? ", right ✓" : `, wrong ✗: it is ${a + b}`, ` (probability of the whole answer ${percent(whole)})`];
}

// Where each digit's likeliest token stands among all twelve.
function probabilityTable(format, asked) {
  const start = format.names.length - format.answerDigits;
  return heatTable({
    name: "probabilities", tone: "output", corner: "writes", most: 1, decimals: 2,
    caption: "Probability of each token, one row for each digit as it is written",
    rows: asked.answer.map((id, i) => `${format.names[start + i]} → ${TOKENS[id]}`), columns: TOKENS,
    values: asked.probabilities, mark: (r, c) => (c === asked.answer[r] ? "chosen" : ""),
  });
}

function attentionTables(format, asked, heads) {
  const start = format.names.length - format.answerDigits;
  const columns = format.names.slice(0, -1).map((name, j) => (name === TOKENS[asked.ids[j]] ? name : `${name} ${TOKENS[asked.ids[j]]}`));
  return el("div", { class: "heads" }, ...Array.from({ length: heads }, (_, h) => heatTable({
    name: `head${h}`, tone: "weight", corner: "writes", most: 1, decimals: 2,
    caption: `Head ${h}: what it reads while each digit is written`,
    rows: asked.answer.map((id, i) => `${format.names[start + i]} → ${TOKENS[id]}`), columns,
    values: asked.attention.map((of) => columns.map((_, j) => of[h][j] ?? null)),
  })));
}

function digitsLab(frame, record, { attention, switches }) {
  const { model, format } = digitModel(record);
  const heads = model.config.nHeads;
  const answer = status();
  const shown = el("div");
  let sum = record.examples[0], changes = [];
  function show() {
    const asked = askedSum(model, format, sum.a, sum.b, changes);
    answer.replaceChildren(...answerLine(sum.a, sum.b, asked));
    shown.replaceChildren(probabilityTable(format, asked), ...(attention ? [attentionTables(format, asked, heads)] : []));
  }
  frame.append(
    el("p", { class: "muted" }, record.from),
    el("div", { class: "panel" }, sumFields(format, record.examples, (a, b) => { sum = { a, b }; show(); }),
      ...(switches ? [headSwitches(model, format, (c) => { changes = c; show(); })] : [])),
    answer, shown);
  show();
}
