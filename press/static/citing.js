/* Copies a reference to the clipboard, and says so where screen readers listen. */
(() => {
  "use strict";

  const SHOWN = 2500; // milliseconds

  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);

  /* Where the browser gives no access to the clipboard, the old way: select, and copy what is selected. */
  function select(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return select(text);
    }
  }

  for (const button of document.querySelectorAll("button.copy-citation")) {
    button.hidden = false;
    const [word] = button.childNodes;
    const text = button.closest(".citable").querySelector(".citable-text");
    let back;
    button.addEventListener("click", async () => {
      const done = await copy(text.textContent.trim());
      button.focus();
      word.data = done ? "Copied" : "Not copied";
      status.textContent = `${word.data}:${button.lastChild.textContent}`;
      clearTimeout(back);
      back = setTimeout(() => { word.data = "Copy"; status.textContent = ""; }, SHOWN);
    });
  }
})();
