// Light, dark, or as the system has it.

const THEMES = ["auto", "light", "dark"];

/** Calls back when the colours of the page have changed: what is drawn on a canvas must be drawn anew. */
export const onTheme = (listener) => window.addEventListener("themechange", listener);

/** Makes the button go through the themes; the choice is kept where the browser keeps anything. */
export function themeButton(button, key = "headlight-theme") {
  // Storage may throw on a page opened from disk.
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  let theme = THEMES.includes(stored()) ? stored() : "auto";
  const apply = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    window.dispatchEvent(new Event("themechange"));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try { localStorage.setItem(key, theme); } catch { /* kept for this visit only */ }
    apply();
  });
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
}
