// The questions of the text: where there are answers to choose from, the reader chooses, and then sees.
// Which one holds, the answer itself says: a paragraph of it begins with the letter and a colon.

for (const question of document.querySelectorAll(".question")) {
  const list = question.querySelector(":scope > ol"), details = question.querySelector(":scope > details");
  if (!list || !details) continue;
  const letter = [...details.querySelectorAll(":scope > p")].map((p) => /^([a-z]): /.exec(p.textContent)).find(Boolean)?.[1];
  const verdict = status();
  const items = [...list.children];
  const buttons = items.map((item, i) => {
    const picked = button(item.textContent, () => {
      buttons.forEach((b, j) => b.setAttribute("aria-pressed", String(j === i)));
      const right = "abcdefgh".indexOf(letter);
      verdict.textContent = !letter ? "" : right === i ? "✓ As it came out." : `✗ It came out otherwise: ${letter}.`;
      details.open = true;
    }, { "aria-pressed": "false", class: "pick" });
    item.replaceChildren(picked);
    return picked;
  });
  list.after(verdict);
}
