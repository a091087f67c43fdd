// Everything on the page that is a number: those with their value beside them, and those in other text.
(() => {
  const figures = [...document.querySelectorAll("data[value]")].map((d) => ({
    value: d.getAttribute("value"), derived: d.dataset.derived ?? "", unit: Number(d.dataset.unit ?? 1), text: d.textContent }));
  // Axis ticks are places, not figures; tokens and code are quoted; menus name layers and heads.
  const silent = "script, style, noscript, data, .tick:not(.figure), .tokens, .letter, code, pre, em.token, select, .drawerbar h2, [data-address]";
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (/\d/.test(node.data) && !node.parentElement.closest(silent)) texts.push(node.data);
  }
  for (const node of document.querySelectorAll("[aria-label]")) {
    if (/\d/.test(node.getAttribute("aria-label"))) texts.push(node.getAttribute("aria-label"));
  }
  return { figures, texts: [...new Set(texts)] };
})()
