// The tutorial's lessons, read where they are.

import { ask } from "/app/ask.js";
import { addressOf, follow, state } from "/app/address.js";
import { trouble } from "/app/desk.js";
import { el } from "/parts/elements.js";

export function show(place) {
  const list = el("ol", { class: "lessons" }), status = el("p", { class: "readout", role: "status" }), frame = el("div", {});
  place.append(el("h2", {}, "Learn attention by adding two numbers"), el("p", {}, "Short lessons, from one multiplication up to a transformer that adds numbers it never saw. Everything is computed on this machine."), el("nav", { "aria-label": "Lessons" }, list), status, frame);
  let opened = "";

  async function draw() {
    try {
      const { lessons } = await ask("/api/lessons");
      list.replaceChildren(...lessons.map((l) => el("li", { value: l.number }, el("a", { href: addressOf({ view: "learn", lesson: String(l.number) }), "aria-current": state.lesson === String(l.number) ? "true" : null }, l.title), el("span", { class: "muted small" }, ` ${l.minutes} min. ${l.aim}`))));
      open(lessons);
    } catch (e) { trouble(e); }
  }
  function open(lessons) {
    const lesson = lessons.find((l) => String(l.number) === state.lesson);
    if (!lesson) { frame.replaceChildren(); status.textContent = ""; opened = ""; return; }
    if (opened === state.lesson) return;
    opened = state.lesson;
    status.textContent = lesson.ready ? "" : `Lesson ${lesson.number} is being computed. Lessons that train models take up to a minute.`;
    frame.replaceChildren(el("iframe", { src: `/lesson/${lesson.number}`, title: `Lesson ${lesson.number}: ${lesson.title}`, onload: () => { status.textContent = ""; } }));
  }
  draw();
  return follow(["lesson"], draw);
}
