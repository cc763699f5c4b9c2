/* Opens what a reference stands for beside the text: the wording of a passage, a source, an event, a definition.

   A link to such a place is an ordinary link, and stays one without this script. The note opens when the pointer rests
   on the link, when the keyboard reaches it, or when it is tapped; Enter and a click follow the link. Where there is
   room it stands in the right margin, level with the line; elsewhere below or above the line, never on it; a tap on a
   phone opens it as a sheet at the foot of the screen. Escape closes it; the pointer may go into it, and so may Tab.

   The notes themselves are in one script for each kind, fetched when the first link of that kind is touched. */
(() => {
  "use strict";

  const LINK = '.bd-article a[href*="#"]:not(.headerlink)';
  const KIND = /^#(passage|source|event|term)-/;
  const OPEN_AFTER = 150, CLOSE_AFTER = 300; // milliseconds
  const PHONE = "(max-width: 767px)";
  const GAP = 8, NARROWEST_MARGIN = 232, WIDEST = 416; // pixels

  const folder = new URL("evidence/", document.currentScript.src);
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);

  const fetched = {};
  /* The notes of one kind; an empty answer where they cannot be had, so that the link is followed as any other. */
  const notesOf = (kind) => (fetched[kind] ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = new URL(`${kind}.js`, folder).href;
    script.onload = () => resolve(self.evidenceNotes?.[kind]);
    script.onerror = () => resolve();
    document.head.append(script);
  }));

  const linkOf = (target) => {
    const link = target.closest?.(LINK);
    if (!link || !KIND.test(link.hash) || link.closest(".evidence-note")) return null;
    // A place that links to itself needs no note.
    return link.pathname === location.pathname && document.getElementById(link.hash.slice(1))?.contains(link) ? null : link;
  };

  const made = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  const box = made("div", "evidence-note");
  box.id = "evidence-note";
  box.hidden = true;
  box.tabIndex = -1;

  let open = null;     // the link whose note is shown
  let wanted = null;   // the link whose note will be shown
  let timer;
  let line = 0;        // which of its lines, where a link goes over two
  let touched = false; // whether the last pointer was a finger
  let quiet = null;    // the link to which the focus comes back from its note, or whose note was closed by Escape

  function fill(link, kind, action, note) {
    const close = made("button", "evidence-close");
    close.type = "button";
    close.setAttribute("aria-label", "Close this note");
    close.append("×");
    close.addEventListener("click", () => leave());
    const head = made("p", "evidence-name", note.name);
    const parts = [close, head];
    if (note.origin) parts.push(made("p", "evidence-origin", note.origin));
    const words = made(kind === "passage" ? "blockquote" : "p", "evidence-words", note.words);
    words.id = "evidence-words";
    parts.push(words);
    if (note.remark) parts.push(made("p", "evidence-remark", note.remark));
    if (note.links?.length) {
      const list = made("p", "evidence-links", kind === "event" ? "Evidence: " : "");
      note.links.forEach(([name, address], number) => {
        const lead = made("a", "", name);
        lead.href = new URL(address, root).href;
        list.append(...(number ? ["; "] : []), lead);
      });
      parts.push(list);
    }
    const follow = made("a", "evidence-follow", action);
    follow.href = link.href;
    const last = made("p", "evidence-action");
    last.append(follow);
    box.replaceChildren(...parts, last);
    box.setAttribute("aria-label", `Note on ${note.name}`);
  }

  async function show(link, sheet) {
    const kind = link.hash.match(KIND)[1];
    wanted = link;
    const notes = await notesOf(kind);
    const note = notes?.notes[decodeURIComponent(link.hash.slice(1))];
    if (wanted !== link) return Boolean(note);
    if (!note) return false;
    hide();
    open = wanted = link;
    fill(link, kind, notes.action, note);
    if (!box.isConnected) (document.querySelector("main") ?? document.body).append(box);
    box.classList.toggle("sheet", sheet);
    box.setAttribute("role", sheet ? "dialog" : "note");
    box.hidden = false;
    link.setAttribute("aria-describedby", "evidence-words");
    box.scrollTop = 0;
    place();
    if (sheet) {
      box.focus({ preventScroll: true });
      const covered = link.getBoundingClientRect().bottom + 2 * GAP - box.getBoundingClientRect().top;
      if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
    }
    return true;
  }

  function hide() {
    clearTimeout(timer);
    wanted = null;
    if (!open) return;
    open.removeAttribute("aria-describedby");
    open = null;
    box.hidden = true;
  }

  /* Close, and give the focus back where it came from if the note has it. */
  function leave() {
    const link = open, inside = box.contains(document.activeElement);
    hide();
    if (link && inside) {
      quiet = link;
      link.focus({ preventScroll: true });
    }
  }

  /* In the margin, or below or above the line; always within the window. */
  function place() {
    if (!open || box.classList.contains("sheet")) {
      box.removeAttribute("style");
      return;
    }
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    box.removeAttribute("style");
    const rows = open.getClientRects();
    const row = rows[Math.min(line, rows.length - 1)];
    // The keyboard may reach a link that is still to be scrolled into view.
    box.style.visibility = row && row.bottom >= 0 && row.top <= height ? "" : "hidden";
    if (box.style.visibility) return;
    const edge = document.querySelector(".bd-article").getBoundingClientRect().right;
    const within = (value, size, whole) => Math.max(GAP, Math.min(value, whole - size - GAP));
    if (width - edge - 2 * GAP >= NARROWEST_MARGIN && row.right <= edge) {
      box.style.width = `${Math.min(WIDEST, width - edge - 2 * GAP)}px`;
      box.style.maxHeight = `${height - 2 * GAP}px`;
      box.style.left = `${edge}px`;
      box.style.top = `${within(row.top - 14, box.offsetHeight, height)}px`;
      return;
    }
    box.style.width = `${Math.min(WIDEST, width - 2 * GAP)}px`;
    const below = height - row.bottom - 2 * GAP, above = row.top - 2 * GAP;
    const under = box.offsetHeight <= below || below >= above;
    box.style.maxHeight = `${under ? below : above}px`;
    box.style.left = `${within(row.left - 16, box.offsetWidth, width)}px`;
    box.style.top = `${under ? row.bottom + GAP : row.top - GAP - box.offsetHeight}px`;
  }

  const lineAt = (link, y) => Math.max(0, [...link.getClientRects()].findIndex((row) => y >= row.top && y <= row.bottom));

  /* The pointer */
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (link ? link === open : box.contains(event.target)) return clearTimeout(timer);
    if (link) {
      clearTimeout(timer);
      timer = setTimeout(() => { line = lineAt(link, event.clientY); show(link, false); }, OPEN_AFTER);
    } else if (open && !box.classList.contains("sheet") && open !== document.activeElement && !box.contains(document.activeElement)) {
      clearTimeout(timer);
      timer = setTimeout(hide, CLOSE_AFTER);
    } else if (!open) {
      clearTimeout(timer);
    }
  });
  document.documentElement.addEventListener("pointerleave", () => { if (!open) clearTimeout(timer); });

  /* A finger: the first tap opens the note, the link in the note leads on. */
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (open && !box.contains(event.target) && linkOf(event.target) !== open) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    const keys = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || !touched || event.detail === 0 || keys || link === open) return;
    event.preventDefault();
    line = lineAt(link, event.clientY);
    show(link, matchMedia(PHONE).matches).then((shown) => { if (!shown) location.assign(link.href); });
  });

  /* The keyboard */
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link && link === quiet) { quiet = null; return; }
    quiet = null;
    if (link && link !== open && link.matches(":focus-visible") && !touched) {
      line = 0;
      show(link, false);
    } else if (open && event.target !== open && !box.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key === "Escape" && (open || wanted)) {
      event.preventDefault();
      leave();
    }
    if (event.key !== "Tab" || !open) return;
    // The note follows its link in the order of the keyboard, though it stands at the end of the page.
    const stops = [...box.querySelectorAll("button, a[href]")].filter((stop) => stop.offsetParent);
    const at = stops.indexOf(document.activeElement);
    if (document.activeElement === open && !event.shiftKey && stops.length) {
      event.preventDefault();
      stops[0].focus();
    } else if (box.contains(document.activeElement) && (event.shiftKey ? at <= 0 : at === stops.length - 1)) {
      const link = open;
      quiet = link;
      if (event.shiftKey) event.preventDefault();
      else hide();
      link.focus({ preventScroll: true }); // from here the browser goes on to what follows the link
    }
  });

  addEventListener("scroll", place, { passive: true, capture: true });
  addEventListener("resize", place);
  addEventListener("pagehide", hide);
  addEventListener("hashchange", hide);
})();
