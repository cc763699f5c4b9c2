/* Replaces the drawing of a chart by the interactive chart when it comes into view.

   One script draws them all; it comes from this book and is fetched only when the first chart is near. Without it, or
   without JavaScript, the drawing stays. Colors of the dark page are charts.css's business, so nothing is redrawn. */
(() => {
  "use strict";

  const here = document.currentScript;
  const NEAR = "200px";
  const PHONE = 480;

  let loading;
  const library = () => (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(here.dataset.bundle, here.src).href;
    script.onload = () => resolve(window.barometerVega);
    script.onerror = reject;
    document.head.append(script);
  }).then(async (embed) => {
    // Text is measured before it is drawn: the fonts must be there.
    await Promise.all(["400", "600"].map((weight) => document.fonts.load(`${weight} 12px "Source Sans 3"`)));
    return embed;
  }));

  const children = (spec) => ["layer", "concat", "hconcat", "vconcat"].flatMap((key) => spec[key] ?? [])
    .concat(spec.spec ? [spec.spec] : []);

  /* Panels side by side go below each other where there is no room for two. */
  function stack(spec) {
    if (spec.hconcat) { spec.vconcat = spec.hconcat; delete spec.hconcat; }
    if (spec.concat) spec.columns = 1;
    else if (spec.columns > 2) spec.columns = 2;
    const facet = spec.encoding?.facet;
    if (facet?.columns > 2) facet.columns = 2;
    children(spec).forEach(stack);
    return spec;
  }

  /* Long names of rows are cut short, or they would leave no room for what they name. */
  function shorten(spec, limit) {
    const y = spec.encoding?.y;
    if (y?.field && ["nominal", "ordinal"].includes(y.type) && y.axis !== null) {
      y.axis = { ...y.axis, labelLimit: Math.min(y.axis?.labelLimit || limit, limit) };
    }
    children(spec).forEach((child) => shorten(child, limit));
    return spec;
  }

  /* The entries of a legend go below each other. */
  function pile(spec) {
    for (const channel of ["color", "fill", "stroke", "shape", "opacity"]) {
      const legend = spec.encoding?.[channel]?.legend;
      if (legend) spec.encoding[channel].legend = { ...legend, columns: 1, direction: "vertical" };
    }
    children(spec).forEach(pile);
    return spec;
  }

  /* Every width in the specification times `factor`; heights stay as they are. */
  function narrow(spec, factor) {
    if (typeof spec.width === "number") spec.width = Math.max(20, Math.round(spec.width * factor));
    else if (spec.width?.step) spec.width.step = Math.max(4, spec.width.step * factor);
    for (const key of ["continuousWidth", "discreteWidth"]) {
      if (typeof spec.config?.view?.[key] === "number") spec.config.view[key] *= factor;
    }
    children(spec).forEach((child) => narrow(child, factor));
    return spec;
  }

  const SETTINGS = { mode: "vega-lite", renderer: "svg", logLevel: 1, config: { background: "transparent" }, actions: false };

  async function widthOf(embed, spec) {
    const aside = document.createElement("div");
    const result = await embed(aside, structuredClone(spec), SETTINGS);
    const width = parseFloat(aside.querySelector("svg").getAttribute("width"));
    result.finalize();
    return width;
  }

  /* A chart's width is what its views take plus what axes and legends take. Two measurements tell the two apart for any
     composition of views, and so by how much the views must shrink. Where labels follow the width, the first answer is
     not exact, and the same step from there corrects it. */
  async function fitted(embed, spec, room) {
    const whole = await widthOf(embed, spec);
    if (whole <= room) return spec;
    let fitting = structuredClone(spec);
    if (room < PHONE) {
      pile(shorten(stack(fitting), 0.38 * room));
      fitting.config = { ...fitting.config, legend: { orient: "bottom", direction: "vertical", ...fitting.config?.legend } };
    }
    const scaled = (factor) => narrow(structuredClone(fitting), factor);
    const full = await widthOf(embed, fitting);
    if (full <= room) return fitting;
    const views = 2 * (full - await widthOf(embed, scaled(0.5)));
    if (views <= 0) return fitting;
    let factor = 1, width = full;
    for (let step = 0; step < 4 && (width > room || width < 0.96 * room); step += 1) {
      factor = Math.min(1, Math.max(0.12, factor + (room - 2 - width) / views));
      width = await widthOf(embed, scaled(factor));
    }
    return scaled(factor);
  }

  /* Tables come as columns and rows, which is shorter; a chart wants a record for each row. */
  function unfold(spec) {
    for (const [name, table] of Object.entries(spec.datasets ?? {})) {
      if (!table.rows) continue;
      spec.datasets[name] = table.rows.map((row) => Object.fromEntries(row.map((value, place) => [table.columns[place], value])));
    }
    return spec;
  }

  async function draw(frame) {
    const room = frame.clientWidth;
    const source = unfold(JSON.parse(frame.querySelector(".chart-spec").textContent));
    const embed = await library();
    const spec = await fitted(embed, source, room);
    const target = document.createElement("div");
    target.className = "chart-live";
    const wrapper = target.appendChild(document.createElement("div")); // scrolls, should the chart be too wide all the same
    wrapper.className = "chart-wrapper";
    frame.append(target);
    const result = await embed(wrapper, spec, SETTINGS);
    describe(target, source);
    await keepChoices(frame.drawn?.view, result.view, source);
    frame.drawn?.finalize();
    frame.querySelectorAll(".chart-live").forEach((old) => old !== target && old.remove());
    frame.classList.add("live");
    reach(wrapper, frame);
    announce(target);
    frame.drawn = result;
    frame.room = room;
  }

  /* The chart speaks through its description, like the drawing; marks without a name are not announced. */
  function describe(target, spec) {
    const wrapper = target.querySelector("[role='graphics-document']");
    for (const name of ["role", "aria-roledescription", "aria-label"]) wrapper?.removeAttribute(name);
    const image = target.querySelector("svg.marks");
    image?.setAttribute("role", "img");
    image?.setAttribute("aria-label", (spec.description ?? "Chart").replace(/\s+/g, " "));
    image?.querySelectorAll("[role]").forEach((mark) => {
      for (const name of ["role", "aria-roledescription", "aria-label"]) mark.removeAttribute(name);
    });
    const controls = target.querySelectorAll(".vega-bind input, .vega-bind select");
    controls.forEach((control) => control.setAttribute(
      "aria-label", control.closest(".vega-bind").querySelector(".vega-bind-name")?.textContent.trim() ?? control.name));
  }

  /* A chart drawn again, because a phone was turned, stands where the reader had put its controls. */
  async function keepChoices(before, after, spec) {
    const bound = (spec.params ?? []).filter((param) => param.bind).map((param) => param.name);
    if (!before || !bound.length) return;
    bound.forEach((name) => after.signal(name, before.signal(name)));
    await after.runAsync();
  }

  /* What a control changed is said to those who cannot see it: the words that stand bold in the chart. */
  function announce(target) {
    const controls = target.querySelector(".vega-bindings");
    if (!controls?.children.length) return;
    const words = document.createElement("p");
    words.className = "visually-hidden";
    words.setAttribute("aria-live", "polite");
    target.append(words);
    controls.addEventListener("change", () => requestAnimationFrame(() => setTimeout(() => {
      words.textContent = [...target.querySelectorAll("svg text[font-weight='600']")].map((text) => text.textContent).join(". ");
    })));
  }

  /* A chart that is still too wide scrolls, and the keyboard must be able to scroll it too. */
  function reach(wrapper, frame) {
    if (wrapper.scrollWidth <= wrapper.clientWidth) return;
    wrapper.tabIndex = 0;
    wrapper.setAttribute("role", "group");
    const caption = frame.closest("figure")?.querySelector("figcaption");
    if (caption?.id) wrapper.setAttribute("aria-labelledby", caption.id);
  }

  const keepDrawing = () => {};
  const frames = [...document.querySelectorAll(".chart-frame")];
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target).then(() => resized.observe(target), keepDrawing);
    }
  }, { rootMargin: NEAR });

  let pending;
  const resized = new ResizeObserver((entries) => {
    const changed = entries.map((entry) => entry.target).filter((frame) => Math.abs(frame.clientWidth - frame.room) > 8 && frame.clientWidth > 0);
    if (!changed.length || matchMedia("print").matches) return;
    clearTimeout(pending);
    pending = setTimeout(() => changed.forEach((frame) => draw(frame).catch(keepDrawing)), 250);
  });

  frames.forEach((frame) => near.observe(frame));
})();
