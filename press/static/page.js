/* What the buttons of a page do: contents, "On this page", search, color mode. It takes the place of three scripts of the
   theme (95 kB, Bootstrap among them), whose buttons lose the focus when they are pressed. */
(() => {
  "use strict";
  const root = document.documentElement.dataset;
  const find = (selector) => document.querySelector(selector);
  const findAll = (selector) => [...document.querySelectorAll(selector)];

  /* Color mode: as the system has it, or light, or dark. The choice is kept. */
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const NAMES = { auto: "as the system", light: "light", dark: "dark" };
  const button = find(".theme-switch-button");
  function colored(mode) {
    root.mode = mode in NAMES ? mode : "auto";
    root.theme = root.mode !== "auto" ? root.mode : dark.matches ? "dark" : "light";
    const label = `Color mode: ${NAMES[root.mode]}`;
    button?.setAttribute("aria-label", label);
    button?.setAttribute("title", label);
    return label;
  }
  colored(root.mode);
  dark.addEventListener("change", () => colored(root.mode));
  button?.addEventListener("click", () => {
    const modes = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const label = colored(modes[(modes.indexOf(root.mode) + 1) % modes.length]);
    try { localStorage.setItem("mode", root.mode); } catch { /* a browser that keeps nothing */ }
    find("#color-mode-status").textContent = label;
  });

  /* Dialogs close on Escape (the browser sees to it, and to the focus), on a click beside them and on a link within. */
  for (const dialog of findAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      const box = dialog.getBoundingClientRect();
      const beside = event.target === dialog && (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom);
      if (beside || event.target.closest("a[href]")) dialog.close();
    });
  }

  /* Where there is no room beside the text, a sidebar lends what it holds, and its style, to a dialog. */
  function lend(from, to) {
    to.append(...[...from.childNodes].filter((node) => !node.matches?.(".dialog-close")));
    to.className = from.className;
    from.className = "";
  }
  function opens(toggle, sidebar, dialog) {
    if (!toggle || !sidebar || !dialog) return;
    toggle.addEventListener("click", (event) => {
      if (event.defaultPrevented) return;
      lend(sidebar, dialog);
      dialog.showModal();
    });
    dialog.addEventListener("close", () => lend(dialog, sidebar));
  }
  const contents = find(".primary-toggle"), sidebar = find("#pst-primary-sidebar"), wide = matchMedia("(min-width: 960px)");
  contents?.addEventListener("click", (event) => {
    if (!wide.matches) return;
    event.preventDefault(); // no dialog then
    sidebar.classList.toggle("pst-sidebar-hidden");
    describe();
  });
  function describe() {
    if (!contents) return;
    if (wide.matches) {
      contents.removeAttribute("aria-haspopup");
      contents.setAttribute("aria-expanded", !sidebar.classList.contains("pst-sidebar-hidden"));
    } else {
      contents.removeAttribute("aria-expanded");
      contents.setAttribute("aria-haspopup", "dialog");
    }
  }
  describe();
  wide.addEventListener("change", describe);
  opens(contents, sidebar, find("#pst-primary-sidebar-modal"));
  opens(find(".secondary-toggle"), find("#pst-secondary-sidebar"), find("#pst-secondary-sidebar-modal"));

  /* The current chapter is in view in a long list of contents. */
  const current = sidebar?.querySelector(".current > a");
  if (current && sidebar.scrollHeight > sidebar.clientHeight) sidebar.scrollTop = Math.max(0, current.offsetTop - sidebar.clientHeight / 2);

  /* Search: the field of the page if it has one, else the dialog. Control-K or Command-K opens it, too. */
  const field = find("main form.bd-search input"), searching = find("#pst-search-dialog");
  function search() {
    if (field) { field.focus(); field.select(); } else if (searching.open) searching.close(); else searching.showModal();
  }
  findAll(".search-button__button").forEach((each) => each.addEventListener("click", search));
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      search();
    }
  });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) findAll(".search-button__kbd-shortcut kbd:first-child").forEach((key) => { key.textContent = "⌘"; });

  /* "On this page" marks the section that is being read. */
  const marks = findAll("#pst-page-toc-nav a[href^='#']").map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, section]) => section);
  let due = false;
  function mark() {
    due = false;
    const read = marks.filter(([, section]) => section.getBoundingClientRect().top < innerHeight * 0.35).pop();
    for (const pair of marks) {
      pair[0].classList.toggle("active", pair === read);
      if (pair === read) pair[0].setAttribute("aria-current", "true"); else pair[0].removeAttribute("aria-current");
    }
    document.body.classList.toggle("scrolled", scrollY > 0);
  }
  addEventListener("scroll", () => { if (!due) { due = true; requestAnimationFrame(mark); } }, { passive: true });
  mark();

  /* What scrolls sideways can be reached, and so scrolled, with the keyboard. */
  function reach() {
    for (const box of findAll("#text :is(pre, .cell_output > .output, div.math, .pst-scrollable-table-container)")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0; else box.removeAttribute("tabindex");
    }
  }
  addEventListener("load", reach);
  addEventListener("resize", reach);
  findAll("details").forEach((each) => each.addEventListener("toggle", reach));

  /* Words that a search found are marked, in the text alone and without changing it; Escape takes the marks away. */
  let words = "";
  try { words = localStorage.getItem("sphinx_highlight_terms") || ""; localStorage.removeItem("sphinx_highlight_terms"); } catch { /* as above */ }
  const terms = words.split(/\s+/).filter((word) => word.length > 1);
  if (terms.length && !field && window.Highlight && CSS.highlights) {
    const found = new Highlight(), nodes = document.createTreeWalker(find("#text"), NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.parentElement.closest("script, style, svg")) continue;
      const text = node.data.toLowerCase();
      for (const term of terms) {
        for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
          found.add(new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + term.length }));
        }
      }
    }
    CSS.highlights.set("found", found);
    addEventListener("keydown", (event) => { if (event.key === "Escape") CSS.highlights.delete("found"); });
  }
})();
