// Puts the page together.

function themeButton() {
  const button = byId("theme"), names = ["auto", "light", "dark"];
  // Storage may throw on a page opened from disk.
  const stored = () => { try { return localStorage.getItem("headlight-theme"); } catch { return null; } };
  let theme = names.includes(stored()) ? stored() : "auto";
  const apply = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    window.dispatchEvent(new Event("themechange"));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    theme = names[(names.indexOf(theme) + 1) % names.length];
    try { localStorage.setItem("headlight-theme", theme); } catch { /* kept for this visit only */ }
    apply();
  });
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
}

themeButton();
drawSummary();
drawRoleMap();
drawScores();
drawHypotheses();
drawReading();
drawTimeline();
drawDefinitions();
drawMethods();
drawDrawer();
readHash();
window.addEventListener("hashchange", readHash);

fitFigures();
let resized = 0;
window.addEventListener("resize", () => { cancelAnimationFrame(resized); resized = requestAnimationFrame(fitFigures); });

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
document.documentElement.dataset.ready = "";
