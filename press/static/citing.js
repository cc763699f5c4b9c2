/* Copies a reference to the clipboard, and says so where screen readers listen; puts "Cite" beside each passage; makes the
   ids of sources and events in tables links to themselves. */
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

  /* `words` gives what is copied when the button is pressed. */
  function attach(button, words) {
    const [label] = button.childNodes;
    const rest = label.data;
    let back;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(words());
      button.focus();
      label.data = done ? "Copied" : "Not copied";
      status.textContent = `${label.data}:${button.lastChild.textContent}`;
      clearTimeout(back);
      back = setTimeout(() => { label.data = rest; status.textContent = ""; }, SHOWN);
    });
  }

  for (const button of document.querySelectorAll("button.copy-citation")) {
    const text = button.closest(".citable").querySelector(".citable-text");
    attach(button, () => text.textContent.trim());
  }

  /* The reference to a work holds the number of one of its passages; each passage copies it with its own. */
  for (const work of document.querySelectorAll("li.work")) {
    const reference = work.querySelector(".citable-text");
    for (const id of work.dataset.passages.split(" ")) {
      const link = document.querySelector(`#${id} a.self-link`);
      if (!link) continue;
      const number = link.textContent;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-citation cite-passage";
      button.innerHTML = 'Cite<span class="visually-hidden"></span>';
      button.lastChild.textContent = ` the reference to ${number}`;
      link.parentElement.after(" ", button);
      attach(button, () => {
        const own = reference.cloneNode(true);
        own.querySelector(".passage-number").textContent = number;
        return own.textContent.trim();
      });
    }
  }

  for (const target of document.querySelectorAll("td span.target[id]")) {
    const id = target.nextSibling;
    if (id?.nodeType !== Node.TEXT_NODE) continue;
    const link = document.createElement("a");
    link.href = `#${target.id}`;
    link.className = "self-link";
    id.replaceWith(link);
    link.append(id);
  }
})();
