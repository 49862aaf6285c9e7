/* The search box in the header: "/" leads to it, arrows lead through what was found, Escape closes.
   Without this file, Enter shows the page of results. */
(() => {
  "use strict";
  const box = document.getElementById("find");
  const found = document.getElementById("found");
  if (!box || !found) return;

  const isTyping = (element) =>
    element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  box.form.addEventListener("keydown", (event) => {
    const links = [...found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      found.replaceChildren();
      box.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : box).focus();
    }
  });

  document.addEventListener("click", (event) => {
    if (!box.form.contains(event.target)) found.replaceChildren();
  });
})();
