// The keys that do something anywhere on the page.

import { addressOf, go, state } from "/app/address.js";
import { desk } from "/app/desk.js";
import { el } from "/parts/elements.js";
import { within } from "/parts/numbers.js";

const KEYS = [
  ["J, K", "next, previous token"], ["] , [", "next, previous head"], [". , ,", "next, previous layer"],
  ["A", "switch the head off"], ["L", "heads like this one"], ["1 to 6", "the views"], ["/", "to the text"], ["Esc", "unpin the token; close this"], ["?", "these keys"],
];
const VIEWS = ["text", "find", "ablate", "compare", "train", "learn"];

export function keysDialog({ field, button, dialog, head }) {
  dialog.append(el("h2", {}, "Keys"), el("dl", { class: "facts" }, KEYS.map(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)])),
    el("p", { class: "muted small" }, "In grids and matrices the arrow keys move, Enter chooses."), el("button", { type: "button", onclick: () => dialog.close() }, "Close"));
  button.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || dialog.open || e.target.matches("input, textarea, select")) return;
    const { model, reading } = desk;
    if (e.key === "?") dialog.showModal();
    else if (e.key === "/") field.focus();
    else if (VIEWS[Number(e.key) - 1]) go({ view: VIEWS[Number(e.key) - 1] });
    else if (!model) return;
    else if ("jk".includes(e.key) && reading) go({ token: String(within((state.token === "" ? reading.n - 1 : Number(state.token)) + (e.key === "j" ? 1 : -1), 0, reading.n - 1)), key: "" });
    else if ("[].,".includes(e.key)) {
      const [layer, h] = head(), step = { "[": [0, -1], "]": [0, 1], ",": [-1, 0], ".": [1, 0] }[e.key];
      go({ head: `${within(layer + step[0], 0, model.layers - 1)}.${within(h + step[1], 0, model.heads - 1)}` });
    } else if (e.key === "a") location.hash = addressOf({ view: "ablate", head: head().join("."), off: [...new Set([...state.off.split(" "), `${head().join(".")}:off`])].filter(Boolean).join(" ") });
    else if (e.key === "l") go({ view: "find", head: head().join("."), sort: "like" });
    else if (e.key === "Escape" && (state.token !== "" || state.key !== "")) go({ token: "", key: "" });
    else return;
    e.preventDefault();
  });
}
