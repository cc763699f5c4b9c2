/* Tables that readers can sort and filter. Without this script they are whole, and in the order the book gives them.

   A head becomes a button: once for ascending, twice for descending, a third time for the order of the book. Tables of
   more than a dozen rows get a field; a row stays that holds every word in it. Nothing is measured or read before a
   reader asks for it. */
(() => {
  "use strict";

  const SORTABLE = 3, LONG = 12;
  const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
  const ISO = /^\d{4}(-\d\d){1,2}/;
  const DATE = /^([a-z]{3})[a-z]*\.? (?:(\d{1,2}), )?(\d{4})/i;
  const NUMBER = /^([−–-]|\+)?\s*[$€£¥]?(\d[\d,]*(?:\.\d+)?|\.\d+|∞)/;
  const words = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });

  const day = (text) => {
    const found = DATE.exec(text), month = found ? MONTHS.indexOf(found[1].toLowerCase()) : -1;
    return month < 0 ? NaN : Number(found[3]) * 372 + month * 31 + Number(found[2] ?? 0);
  };
  const number = (text) => {
    const found = NUMBER.exec(text);
    if (!found) return NaN;
    const size = found[2] === "∞" ? Infinity : Number(found[2].replaceAll(",", ""));
    return "−–-".includes(found[1] ?? " ") ? -size : size;
  };

  /* What the cells of one column are compared by: dates, numbers or words. Empty cells have nothing to compare. */
  function keys(rows, column) {
    const texts = rows.map((row) => row.cells[column]?.textContent.trim() ?? "");
    const filled = texts.filter(Boolean);
    for (const read of [day, number]) {
      if (read === number && filled.every((text) => ISO.test(text))) break;
      if (filled.length && filled.every((text) => !Number.isNaN(read(text)))) {
        return { values: texts.map((text) => (text ? read(text) : null)), compare: (a, b) => a - b };
      }
    }
    return { values: texts.map((text) => text || null), compare: words.compare };
  }

  function sort(table, rows, head, say) {
    const next = { ascending: "descending", descending: null }[head.getAttribute("aria-sort")];
    const direction = next === undefined ? "ascending" : next;
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    let ordered = rows;
    if (direction) {
      head.setAttribute("aria-sort", direction);
      const { values, compare } = keys(rows, head.cellIndex);
      const sign = direction === "ascending" ? 1 : -1;
      ordered = rows.map((row, place) => place).sort((a, b) => {
        if (values[a] === null || values[b] === null) return (values[a] === null) - (values[b] === null) || a - b;
        return sign * compare(values[a], values[b]) || a - b;
      }).map((place) => rows[place]);
    }
    table.tBodies[0].append(...ordered);
    say(direction ? `Sorted by ${head.textContent.trim()}, ${direction}` : "In the order of the book");
  }

  function sortable(table, rows, say) {
    for (const head of table.tHead.rows[table.tHead.rows.length - 1].cells) {
      if (!head.textContent.trim() || head.colSpan > 1) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      const holder = head.querySelector(":scope > p") ?? head;
      if (head.querySelector("a, button")) { // a head with a link keeps it, and the button stands beside
        button.setAttribute("aria-label", `Sort by ${head.textContent.trim()}`);
        holder.append(button);
      } else {
        button.append(...holder.childNodes);
        holder.append(button);
      }
      button.addEventListener("click", () => sort(table, rows, head, say));
    }
  }

  function filterable(region, rows, figure) {
    const tools = document.createElement("div");
    tools.className = "table-tools";
    const label = document.createElement("label");
    const field = document.createElement("input");
    Object.assign(field, { type: "search", autocomplete: "off", spellcheck: false });
    label.append("Filter rows ", field);
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    tools.append(label, count);
    region.before(tools);

    const all = `${rows.length} rows`;
    let texts, pending;
    const apply = () => {
      const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      texts ??= rows.map((row) => row.textContent.replace(/\s+/g, " ").toLowerCase());
      let shown = 0;
      rows.forEach((row, place) => {
        row.hidden = !asked.every((word) => texts[place].includes(word));
        shown += !row.hidden;
      });
      count.textContent = asked.length ? `${shown} of ${all}` : all;
    };
    count.textContent = all;
    field.addEventListener("input", () => { clearTimeout(pending); pending = setTimeout(apply, 150); });
    figure.clearFilter = () => { field.value = ""; apply(); };
  }

  /* The heads of a long table stay in view where it need not scroll sideways; one that must cannot have both. */
  const fit = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    target.classList.toggle("fits", target.firstElementChild.scrollWidth <= target.clientWidth + 1);
  }));

  for (const figure of document.querySelectorAll("figure.data-table")) {
    const region = figure.querySelector(".table-region"), table = region?.querySelector("table");
    const rows = table?.tHead && table.tBodies.length === 1 ? [...table.tBodies[0].rows] : [];
    if (rows.length < SORTABLE) continue;
    const status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    figure.append(status);
    sortable(table, rows, (message) => { status.textContent = message; });
    if (rows.length > LONG && !figure.classList.contains("columns")) {
      filterable(region, rows, figure);
      fit.observe(region);
    }
  }

  /* A link to a row that is filtered out brings all rows back. */
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("tr[hidden]")) return;
    target.closest("figure").clearFilter();
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    // The address may be the present one already; then it does not change.
    if (event.target.closest?.("a[href^='#']")?.hash === location.hash) reveal();
  });
})();
