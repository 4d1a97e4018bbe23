// Streamlit's own words in French: labels that no option of Streamlit can change. Nothing of a learner passes here.
"use strict";
(() => {
  const words = {
    "Upload": "Choisir un fichier", "Browse files": "Choisir un fichier", "Add files": "Ajouter un fichier",
    "Drag and drop a file here": "Glissez un fichier ici", "Drag and drop files here": "Glissez des fichiers ici",
    "Remove file": "Retirer le fichier", "Delete file": "Retirer le fichier", "File Uploader": "Dépôt de fichier",
    "Send message": "Envoyer", "Stop script": "Arrêter", "Stop": "Arrêter", "Running...": "En cours…", "Rerun": "Relancer",
    "Connecting": "Connexion…", "Connecting...": "Connexion…", "CONNECTING": "Connexion…", "Please wait...": "Un instant…",
    "Connection error": "Connexion perdue", "Reconnected to server.": "Connexion rétablie.",
    "Connection lost. Please wait for the app to reconnect, then try again.": "Connexion perdue. Patientez, puis recommencez.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Jalon ne répond plus. Vérifiez qu'il tourne toujours, puis rechargez la page.",
    "Skip to main content": "Aller au contenu", "Main menu": "Menu", "App pages": "Pages", "Navigate to home page": "Accueil",
    "Expand sidebar": "Ouvrir le menu", "Collapse sidebar": "Fermer le menu", "Open sidebar": "Ouvrir le menu", "Close sidebar": "Fermer le menu",
    "Close": "Fermer", "Dismiss": "Fermer", "Cancel": "Annuler", "Retry": "Réessayer", "Try again": "Réessayer", "Done": "Terminé", "Copy": "Copier",
    "Copied": "Copié", "Copy to clipboard": "Copier", "Open": "Ouvrir", "Clear value": "Effacer le choix", "Clear all": "Tout effacer",
    "No results": "Aucun résultat", "Select all": "Tout choisir", "Selectbox options": "Choix", "Multiselect options": "Choix",
    "Choose an option": "Choisissez", "Choose options": "Choisissez", "Fullscreen": "Plein écran", "Close fullscreen": "Quitter le plein écran",
    "Page not found": "Page introuvable", "The page that you have requested does not seem to exist": "Cette page n'existe pas",
    "Running the app's main page.": "Voici l'accueil.", "Scroll tabs left": "Onglets précédents", "Scroll tabs right": "Onglets suivants",
    "Show password text": "Afficher", "Loading...": "Chargement…", "Loading": "Chargement", "Error": "Erreur", "Warning": "Attention",
    "View less": "Réduire", "View more": "Voir plus", "Link to heading": "Lien vers ce titre", "Press Enter to apply": "Entrée pour valider",
    "Press Ctrl+Enter to apply": "Ctrl + Entrée pour valider", "Press ⌘+Enter to apply": "⌘ + Entrée pour valider",
    "Press Enter to submit form": "Entrée pour envoyer", "Press Ctrl+Enter to submit form": "Ctrl + Entrée pour envoyer", "Notifications": "Messages",
    "Failed to generate file for download": "Fichier non préparé : voyez pourquoi ci-dessous.", "Download failed": "Téléchargement interrompu : réessayez.",
    "Search": "Chercher", "Type to search": "Votre recherche", "Close Search": "Fermer la recherche", "Previous Result": "Résultat précédent",
    "Next Result": "Résultat suivant", "Download as CSV": "Télécharger en CSV", "Show/hide columns": "Colonnes affichées", "Sort ascending": "Trier, croissant",
    "Sort descending": "Trier, décroissant", "Format": "Format", "Autosize": "Ajuster la largeur", "Pin column": "Figer la colonne", "Unpin column": "Libérer la colonne",
    "Hide column": "Masquer la colonne", "Add row": "Ajouter une ligne", "Delete row(s)": "Retirer la ligne", "Clear selection": "Tout désélectionner",
    "Toolbar action": "Action", "Main": "Page", "Sidebar": "Menu", "Network error": "Connexion perdue", "Show more": "Voir plus", "Show less": "Réduire",
  };
  const patterns = [
    [/^(\d+)\s?MB per file(.*)$/, (m) => `${m[1]} Mo au plus${m[2]}`],
    [/^Limit (\d+)\s?MB per file(.*)$/, (m) => `${m[1]} Mo au plus${m[2]}`],
    [/^File must be ([\d.]+)\s?MB or smaller\.?$/, (m) => `Ce fichier dépasse ${m[1].replace(".", ",")} Mo : réduisez le poids des images.`],
    [/^(.*) files are not allowed\.?$/, (m) => `Jalon ne lit pas les fichiers ${m[1]} : enregistrez-le en Word ou en PDF.`],
    [/^Page (.*) of (.*)$/, (m) => `Page ${m[1]} sur ${m[2]}`], [/^Remove (.+)$/, (m) => `Retirer ${m[1]}`], [/^Page (\d+)$/, (m) => `Page ${m[1]}`],
    [/^(\d+(?:\.\d+)?)\s?(KB|MB|B)$/, (m) => `${m[1].replace(".", ",")} ${{ KB: "ko", MB: "Mo", B: "o" }[m[2]]}`],
    [/^Press Enter to (.*)$/, () => "Entrée pour valider"], [/^Press (.*)Enter to (.*)$/, (m) => `${m[1]}Entrée pour valider`],
  ];
  const attributes = ["aria-label", "title", "placeholder", "aria-placeholder", "alt"];
  const inFrench = (text) => {
    const bare = text.trim();
    if (!bare || bare.length > 160) return null;
    if (Object.hasOwn(words, bare)) return words[bare];
    for (const [pattern, say] of patterns) { const match = bare.match(pattern); if (match) return say(match); }
    return null;
  };
  // What we or the learner wrote is never touched: only Streamlit's own controls are read.
  const ours = (node) => {
    if (!node.closest || node.closest(".stHtml, textarea, [contenteditable]")) return true;
    return node.closest('[data-testid="stMarkdownContainer"]') && !node.closest('[data-testid="stFileUploader"]');
  };
  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      const said = root.parentElement && !ours(root.parentElement) ? inFrench(root.data) : null;
      if (said && root.data !== said) root.data = said;
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const node of [root, ...root.querySelectorAll("[aria-label],[title],[placeholder],[aria-placeholder],[alt]")]) {
      for (const name of attributes) {
        const said = node.hasAttribute(name) && inFrench(node.getAttribute(name));
        if (said && node.getAttribute(name) !== said) node.setAttribute(name, said);
      }
    }
    if (ours(root)) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) translate(walker.currentNode);
  };
  const watch = () => {
    translate(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(translate);
        else if (change.type === "characterData") translate(change.target);
        else translate(change.target);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes });
  };
  if (document.body) watch(); else document.addEventListener("DOMContentLoaded", watch);

  // A link inside the page: go there, open what folds, give it the focus, and leave the address without a trace in history.
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest && event.target.closest('.stHtml a[href^="#"]');
    if (!anchor) return;
    const target = document.getElementById(decodeURIComponent(anchor.getAttribute("href").slice(1)));
    if (!target) return;
    event.preventDefault();
    show(target);
  });
  const show = (target) => {
    document.querySelectorAll(".j-lit").forEach((lit) => lit.classList.remove("j-lit"));
    const lit = target.dataset.lights ? document.querySelectorAll(`mark.${target.dataset.lights}`) : [target];
    lit.forEach((node) => node.classList.add("j-lit"));
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ behavior: still ? "auto" : "smooth", block: target.dataset.lights ? "center" : "start" });
    (lit[0] || target).setAttribute("tabindex", "-1");
    (lit[0] || target).focus({ preventScroll: true });
  };

  // The time of a role-play goes on between two lines, a minute at a time: the server gives where it starts.
  const clocks = new WeakMap();
  setInterval(() => {
    for (const node of document.querySelectorAll(".stHtml .j-chrono[title]")) {
      const told = node.title;
      if (clocks.get(node)?.told !== told) clocks.set(node, { told, start: performance.now() });
      const seconds = Number(told) + (performance.now() - clocks.get(node).start) / 1000;
      const said = seconds < 60 ? "moins d'une minute" : `${Math.floor(seconds / 60)}\u00a0min`;
      if (node.textContent !== said) node.textContent = said;
    }
  }, 5000);
})();
