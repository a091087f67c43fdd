// Light, dark, or as the system has it.

{
  const names = ["auto", "light", "dark"];
  // Storage may throw on a page opened from disk.
  const stored = () => { try { return localStorage.getItem("headlight-theme"); } catch { return null; } };
  let theme = names.includes(stored()) ? stored() : "auto";
  const apply = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
    toggle.textContent = `Theme: ${theme}`;
    window.dispatchEvent(new Event("themechange"));
  };
  const toggle = button("", () => {
    theme = names[(names.indexOf(theme) + 1) % names.length];
    try { localStorage.setItem("headlight-theme", theme); } catch { /* kept for this visit only */ }
    apply();
  }, { class: "theme" });
  document.querySelector(".top").append(toggle);
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
}
