/* Lists what a search found by kind: chapters first, then figures, tables, terms and the rest; a kind comes before all
   others when one of its names is what was typed (an id, "Figure 9.3"). The finding itself is Sphinx's, in searchtools.js,
   whose display this replaces. */
(() => {
  "use strict";
  const CHAPTERS = "Chapters and sections";
  const ORDER = ["Figure", "Table", "Glossary term", "Passage", "Source", "Event"];
  const FIRST = 8;        // results of a kind that stand open
  const LONG = 180;       // characters from which a name is an id and a text
  const AROUND = 90;      // characters of a text before what was found in it
  const UNREAD = "script, style, .headerlink, .folded-code, .cell_input, .offers, .citing, .byline, .page-offers, h1, svg"; // no words of a page

  const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
  const element = (name, text, className) => Object.assign(document.createElement(name), text ? { textContent: text } : {}, className ? { className } : {});
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  function marked(node, text, words) {
    if (!words.length) { node.append(text); return node; }
    text.split(new RegExp(`(${words.map(escaped).join("|")})`, "i")).forEach((part, number) => node.append(number % 2 ? element("mark", part) : part));
    return node;
  }

  function excerpt(text, words) {
    const lower = text.toLowerCase();
    const at = Math.min(...words.map((word) => lower.indexOf(word)).filter((place) => place >= 0), text.length);
    const start = at === text.length || at < AROUND ? 0 : text.indexOf(" ", at - AROUND) + 1;
    const end = start + 2.5 * AROUND < text.length ? text.lastIndexOf(" ", start + 2.5 * AROUND) : text.length;
    return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  /* The words of a page, or of the part of it at `anchor`: blocks and cells apart, code and what is offered left out. */
  function reading(html, anchor) {
    const main = new DOMParser().parseFromString(html, "text/html").querySelector('[role="main"]');
    const part = main && (anchor && main.querySelector(`#${CSS.escape(anchor.slice(1))}`) || main);
    part?.querySelectorAll(UNREAD).forEach((unread) => unread.remove());
    part?.querySelectorAll("p, li, td, th, dt, dd, h1, h2, h3, h4, figcaption").forEach((block) => block.append(" "));
    return part ? part.textContent.replace(/\s+/g, " ").trim() : "";
  }

  function entry({ page, name, anchor, place }, words, summarized) {
    const item = element("li");
    const [, id, text] = name.length > LONG && /^([^:]{1,60}): (.*)$/s.exec(name) || [];
    const link = item.appendChild(marked(element("a"), id ?? name, words));
    link.href = page + DOCUMENTATION_OPTIONS.LINK_SUFFIX + anchor;
    if (place) item.appendChild(element("span", ` in ${place}`, "place"));
    if (text) item.appendChild(marked(element("p", "", "context"), excerpt(text, words), words));
    if (summarized) {
      fetch(page + DOCUMENTATION_OPTIONS.FILE_SUFFIX).then((answer) => answer.text()).then((html) => {
        const found = reading(html, anchor);
        if (found) item.appendChild(marked(element("p", "", "context"), excerpt(found, words), words));
      }).catch(() => {});
    }
    return item;
  }

  function group(kind, found, words) {
    const section = element("section");
    section.appendChild(element("h2", `${kind} `)).appendChild(element("span", found.length, "count"));
    const entries = found.map((each, number) => entry(each, words, kind === CHAPTERS && number < FIRST && DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY));
    section.appendChild(element("ul", "", "search")).append(...entries.slice(0, FIRST));
    if (entries.length > FIRST) {
      const rest = section.appendChild(element("details"));
      rest.appendChild(element("summary", `${entries.length - FIRST} more`));
      rest.appendChild(element("ul", "", "search")).append(...entries.slice(FIRST));
    }
    return section;
  }

  Search.query = (query) => {
    const [, searchTerms, excluded, highlightTerms, objectTerms] = Search._parseQuery(query);
    const typed = query.trim().toLowerCase();
    const words = [...new Set([...highlightTerms, ...(/\d/.test(typed) ? [typed] : [])])].filter((word) => word.length > 1);
    const kinds = new Map(), seen = new Set(), exact = new Set();
    // Entries of a domain (they have a description) are kept before the same place found otherwise; chapter 10 follows chapter 9.
    const results = Search._performSearch(query, searchTerms, excluded, highlightTerms, objectTerms);
    results.sort((a, b) => Boolean(b[3]) - Boolean(a[3]) || b[4] - a[4] || a[1].localeCompare(b[1], "en", { numeric: true }));
    for (const [page, title, anchor, description] of results) {
      if (seen.has(page + anchor)) continue;
      seen.add(page + anchor);
      const [kind, ...place] = description ? plain(description).split(", in ") : [CHAPTERS];
      const name = plain(title);
      if (!kinds.has(kind)) kinds.set(kind, []);
      const position = name.toLowerCase().search(new RegExp(`(^|\\W)${escaped(typed)}(\\W|$)`));
      if (description ? position === 0 : name.toLowerCase().replace(/^\d+\. /, "") === typed) exact.add(kind);
      kinds.get(kind).push({ page, name, anchor, place: place.join(", in "), rank: position === 0 ? 0 : position > 0 ? 1 : 2 });
    }
    const order = (kind) => (exact.has(kind) ? -ORDER.length - 2 : 0) + (kind === CHAPTERS ? -1 : ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
    // Who types a number means that number: what merely holds its digits is left out beside it.
    for (const kind of exact) if (kind !== CHAPTERS && /\d/.test(typed)) kinds.set(kind, kinds.get(kind).filter(({ rank }) => rank < 2));
    const sections = [...kinds].sort(([a], [b]) => order(a) - order(b)).map(([kind, found]) => {
      if (kind !== CHAPTERS) found.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name, "en", { numeric: true }));
      return group(kind === CHAPTERS ? kind : `${kind}s`, found, words);
    });
    document.getElementById("search-results").replaceChildren(...sections);
    const count = [...kinds.values()].reduce((sum, found) => sum + found.length, 0);
    const summary = count ? `${count} ${count === 1 ? "result" : "results"} for “${query}”` : `Nothing was found for “${query}”. Fewer or shorter words find more.`;
    document.querySelector(".search-summary").textContent = summary;
    document.title = document.title.replace(/^[^—]*/, `${query} (${count}) `);
  };

  Search.performSearch = (query) => {
    document.querySelector(".search-summary").textContent = "Searching …";
    if (Search.hasIndex()) Search.query(query); else Search.deferQuery(query);
  };

  // With nothing typed the field has the focus; with results the next Tab leads to the field and on to them.
  addEventListener("DOMContentLoaded", () => {
    const typed = new URLSearchParams(location.search).get("q");
    (typed ? document.getElementById("text") : document.querySelector("main form.bd-search input")).focus({ preventScroll: true });
  });
})();
