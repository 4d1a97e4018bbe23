// Light or dark: the system's own choice until the person makes another. Runs before Streamlit, which asks matchMedia.
"use strict";
(() => {
  const KEY = "jalon-theme", QUERY = "(prefers-color-scheme: dark)";
  const system = window.matchMedia(QUERY), ask = window.matchMedia.bind(window);
  const listeners = new Set();
  let chosen = null;
  try { chosen = localStorage.getItem(KEY); } catch { /* a browser that keeps nothing: the system's choice stands */ }
  const dark = () => (chosen ? chosen === "dark" : system.matches);
  const listen = (listener) => { if (listener) listeners.add(listener); };
  const facade = {
    get matches() { return dark(); }, media: QUERY, onchange: null, dispatchEvent: () => true,
    addEventListener: (kind, listener) => { if (kind === "change") listen(listener); }, addListener: listen,
    removeEventListener: (_kind, listener) => listeners.delete(listener), removeListener: (listener) => listeners.delete(listener),
  };
  window.matchMedia = (query) => (query.replace(/\s+/g, "") === "(prefers-color-scheme:dark)" ? facade : ask(query));
  const apply = () => {
    document.documentElement.dataset.theme = dark() ? "dark" : "light";
    const event = { matches: dark(), media: QUERY };
    for (const listener of listeners) (typeof listener === "function" ? listener : listener.handleEvent.bind(listener))(event);
  };
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => { if (event.key === KEY) { chosen = event.newValue; apply(); } });
  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest(".j-theme")) return;
    const wanted = dark() ? "light" : "dark";
    chosen = (wanted === "dark") === system.matches ? null : wanted;
    try { if (chosen) localStorage.setItem(KEY, chosen); else localStorage.removeItem(KEY); } catch { /* kept until the tab closes */ }
    apply();
  });
  apply();
})();
