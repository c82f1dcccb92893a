// What the console adds when scripts run; every page works without it.
(() => {
  "use strict";
  const find = document.querySelector(".find input");
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select");
    if (event.key === "/" && find && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      find.focus();
    }
  });
  for (const form of document.querySelectorAll("form.filters")) {
    for (const choice of form.querySelectorAll("select")) {
      choice.addEventListener("change", () => form.requestSubmit());
    }
  }
  const here = document.querySelector(".lineage .here");
  if (here) {
    const pane = here.closest(".scroll");
    const [box, frame] = [here.getBoundingClientRect(), pane.getBoundingClientRect()];
    pane.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  }
  if (navigator.clipboard) {
    for (const command of document.querySelectorAll("code.command")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy the command");
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(command.textContent);
        button.textContent = "Copied";
      });
      command.after(button);
    }
  }
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => {
      const button = form.querySelector("button[type=submit]");
      if (button) setTimeout(() => { button.disabled = true; });
    });
  }
})();
