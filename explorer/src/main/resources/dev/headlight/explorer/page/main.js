// Puts the page together: the views, the model menu, the keys.

import { addressOf, follow, go, readAddress, state } from "/app/address.js";
import { begin, desk, listen, trouble } from "/app/desk.js";
import { currentHead } from "/app/heads.js";
import { keysDialog } from "/app/keys.js";
import { dropResults } from "/app/opened.js";
import { textBar } from "/app/textbar.js";
import { byId, el } from "/parts/elements.js";
import { themeButton } from "/parts/theme.js";
import { sentenceOf } from "/parts/words.js";

/** The views; each module's show(place) draws itself and returns what ends it. */
const VIEWS = {
  text: ["Text", true], find: ["Find", true], ablate: ["Ablate", true], compare: ["Compare", true], train: ["Train", true], learn: ["Learn", false],
};

let leave = null, shown = "";

async function showView() {
  const name = VIEWS[state.view] ? state.view : "text";
  drawLinks(name);
  if (name === shown) return;
  shown = name;
  leave?.();
  leave = null;
  byId("text").hidden = !VIEWS[name][1];
  const place = byId("view");
  place.replaceChildren();
  place.setAttribute("aria-label", VIEWS[name][0]);
  byId("title").textContent = `${VIEWS[name][0]}: what every head reads`;
  document.title = `${VIEWS[name][0]} · Headlight explorer`;
  try {
    const view = await import(`/app/${name}view.js`);
    if (shown === name && leave === null) leave = view.show(place);
  } catch (e) {
    trouble(e);
    throw e;
  }
}

const links = new Map(Object.entries(VIEWS).map(([key, [title]]) => [key, el("a", {}, title)]));
byId("views").replaceChildren(...links.values());

function drawLinks(name) {
  for (const [key, link] of links) {
    link.setAttribute("href", addressOf({ view: key }));
    if (key === name) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
}

function drawModels() {
  const select = el("select", { id: "model", onchange: () => go({ model: select.value, head: "", token: "", key: "", off: "" }) },
    desk.models.map((m) => el("option", { value: m.id }, m.title)));
  select.value = desk.model?.id ?? desk.first;
  byId("modelmenu").replaceChildren(el("label", { class: "control" }, el("span", {}, "Model"), select));
}

function drawTrouble(sentence) {
  const place = byId("trouble");
  place.hidden = sentence === "";
  place.textContent = sentenceOf(sentence);
}

listen((what, more) => {
  if (what === "models" || what === "model") drawModels();
  if (what === "trouble") drawTrouble(more);
  if (what === "tokens" || what === "model") drawTrouble("");
});

themeButton(byId("theme"));
const field = textBar(byId("text"));
readAddress();
follow(Object.keys(state), () => drawLinks(VIEWS[state.view] ? state.view : "text"));
follow(["view"], showView);
window.addEventListener("hashchange", readAddress);
window.addEventListener("popstate", readAddress);
dropResults({ onopened: () => go({ view: "compare" }), ontrouble: trouble });
keysDialog({ field, button: byId("help"), dialog: byId("keys"), head: currentHead });
try {
  await showView();
  await begin();
} catch (e) {
  trouble(e);
}
document.documentElement.dataset.ready = "";
