"use strict";
// Comfort only: without this script every page can be read, and every picture uncovered, all the same.
(() => {
  const covers = [...document.querySelectorAll("details.cover")];
  const all = document.querySelector(".show-all");
  const told = () => {
    const open = covers.length > 0 && covers.every((cover) => cover.open);
    all.setAttribute("aria-pressed", String(open));
    all.textContent = open ? "Cover all pictures on this page" : "Show all pictures on this page";
  };
  for (const cover of covers) {
    const button = cover.querySelector("summary");
    button.setAttribute("role", "button");
    button.setAttribute("aria-pressed", String(cover.open));
    cover.addEventListener("toggle", () => {
      if (!cover.open) for (const one of cover.querySelectorAll("video, audio")) one.pause();
      button.setAttribute("aria-pressed", String(cover.open));
      told();
    });
  }
  if (covers.length > 0) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const open = !covers.every((cover) => cover.open);
      for (const cover of covers) cover.open = open;
    });
    told();
  }
  for (const button of document.querySelectorAll("button.copy")) {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(button.previousElementSibling);
        button.textContent = "Selected: press Ctrl+C";
      }
      setTimeout(() => { button.textContent = words; }, 2500);
    });
  }
})();
