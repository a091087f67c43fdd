// Puts the page together: the first screen at once, the rest section by section, so that the first is seen early.

import { byId } from "../parts/elements.js";
import { fitFigures, sayProvenance } from "../parts/figure.js";
import { themeButton } from "../parts/theme.js";
import { drawDefinitions, drawMethods } from "./cards.js";
import { drawCauses } from "./causes.js";
import { drawCircuits } from "./circuits.js";
import { drawExamples } from "./examples.js";
import { drawGroups } from "./groups.js";
import { drawDrawer } from "./head.js";
import { drawHypotheses } from "./hypotheses.js";
import { drawReading } from "./reading.js";
import { model, results } from "./results.js";
import { drawRoleMap, followChosenHead } from "./rolemap.js";
import { drawScores } from "./scores.js";
import { drawSimilarity } from "./similarity.js";
import { readHash } from "./state.js";
import { drawSummary } from "./summary.js";
import { drawTimeline } from "./timeline.js";

themeButton(byId("theme"));
sayProvenance(`${model.name}, seed ${results.provenance.seed}, Headlight ${results.provenance.version}`);
drawSummary();
drawRoleMap();

const later = [drawScores, drawHypotheses, drawCauses, drawCircuits, drawReading, drawExamples, drawSimilarity, drawGroups, drawTimeline, drawDefinitions, drawMethods, drawDrawer, followChosenHead, finish];
function next() {
  later.shift()();
  if (later.length > 0) setTimeout(next);
}
setTimeout(next);

function finish() {
  readHash();
  window.addEventListener("hashchange", readHash);
  window.addEventListener("popstate", readHash);
  // A link to a place that was not there yet when the browser looked for it.
  const place = /^#[\w-]+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
  place?.scrollIntoView();
  document.documentElement.dataset.ready = "";
}

let closedForPrint = [];
window.addEventListener("beforeprint", () => {
  closedForPrint = [...document.querySelectorAll("article > details:not([open]), .definition:not([open])")];
  for (const d of closedForPrint) {
    d.open = true;
    d.dispatchEvent(new Event("toggle"));
  }
  fitFigures();
});
window.addEventListener("afterprint", () => closedForPrint.forEach((d) => { d.open = false; }));
