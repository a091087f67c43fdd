// What is wider than its place scrolls by keyboard too: such a box, and no other, can be tabbed to.

const scrolling = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    const wide = target.scrollWidth > target.clientWidth;
    for (const [name, value] of Object.entries({ tabindex: "0", role: "group", "aria-label": target.querySelector("caption")?.textContent || "formula" })) {
      if (wide) target.setAttribute(name, value); else target.removeAttribute(name);
    }
  }
});
function scrolled(child) {
  const box = el("div", { class: "scroll" }, child);
  scrolling.observe(box);
  return box;
}
for (const box of document.querySelectorAll(".scroll, .formula")) scrolling.observe(box);
