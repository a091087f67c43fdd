// Predict, then reveal: a question, the reader's number, and only then what it is. What has been revealed stays and follows
// the controls; the verdict on the guess goes as soon as anything is changed.

// { ask(), value(), how(), within(), draw() }: texts and elements of the state as it is now.
function prediction({ name, title, formula, ask, value, how, within = () => 0.005, draw }) {
  const question = el("p", { class: "asks" });
  scrolling.observe(formula);
  const guess = el("input", { type: "number", step: "any", id: newId(), "data-name": `guess-${name}` });
  const verdict = status();
  const shown = el("div", { "data-step": name });
  let open = false;
  function reveal(judged) {
    open = true;
    form.hidden = true;
    const truth = value();
    if (judged && guess.value !== "") {
      const near = Math.abs(Number(guess.value) - truth) <= within(truth);
      verdict.textContent = `${near ? "✓ Right" : `✗ You said ${plain(Number(guess.value))}`}: ${how()}`;
    } else verdict.textContent = how();
    shown.replaceChildren(draw());
  }
  function hide() {
    open = false;
    form.hidden = false;
    guess.value = "";
    verdict.textContent = "";
    shown.replaceChildren();
    question.replaceChildren(...indexed(ask()));
  }
  const form = el("form", { class: "guess", submit: (e) => { e.preventDefault(); reveal(true); shown.focus(); } }, question,
    el("div", { class: "row" }, el("label", { for: guess.id }, "Your guess"), guess, el("button", { type: "submit", "data-name": `reveal-${name}` }, "Reveal")));
  shown.tabIndex = -1;
  hide();
  return {
    element: el("section", { class: "step" }, el("h4", {}, title), formula, form, verdict, shown),
    reveal: () => reveal(false),
    hide,
    changed() {
      question.replaceChildren(...indexed(ask()));
      verdict.textContent = "";
      if (open) shown.replaceChildren(draw());
    },
  };
}
