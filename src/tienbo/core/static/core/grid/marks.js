// The small menu of a cell: its mark (estimate, not collected, ...) and its note. F4, Alt+Down, or the button in the bar.

import { INSTEAD } from "./numbers.js";

export function makeMenu(sheet) {
  const template = sheet.form.querySelector("[data-grid-menu]");
  let menu = null, owner = null;

  function close(back = true) {
    if (!menu) return;
    const was = menu, cell = owner;
    menu = owner = null;
    const note = was.querySelector("[data-menu-note]").value.trim();
    if (note !== cell.note) sheet.apply([{ cell, note }]);
    was.remove();
    if (back) cell.el.focus();
  }

  function choose(flag) {
    const cell = owner;
    const text = INSTEAD.has(flag) ? "" : cell.text;
    sheet.apply([{ cell, text, flag }]);
    close();
  }

  function open(cell) {
    if (cell.kind === "note") cell = sheet.figures.get(cell.id) || cell;
    if (cell.kind !== "figure") return;
    close(false);
    owner = cell;
    menu = template.content.firstElementChild.cloneNode(true);
    menu.querySelector("[data-menu-where]").textContent = sheet.label(cell);
    menu.querySelector("[data-menu-note]").value = cell.note;
    for (const button of menu.querySelectorAll("[data-flag]")) button.setAttribute("aria-pressed", String(button.dataset.flag === cell.flag));
    const place = cell.td.getBoundingClientRect();
    document.body.append(menu);
    const height = menu.offsetHeight, below = place.bottom + height < innerHeight || place.top < height;
    menu.style.top = `${scrollY + (below ? place.bottom : place.top - height)}px`;
    menu.style.left = `${scrollX + Math.max(8, Math.min(place.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.addEventListener("click", (event) => { const button = event.target.closest("[data-flag]"); if (button) choose(button.dataset.flag); });
    menu.addEventListener("keydown", keydown);
    menu.addEventListener("focusout", (event) => { if (menu && !menu.contains(event.relatedTarget)) close(false); });
    (menu.querySelector('[aria-pressed="true"]') || menu.querySelector("[data-flag]")).focus();
  }

  function keydown(event) {
    if (event.key === "Escape") { event.preventDefault(); close(); return; }
    const buttons = [...menu.querySelectorAll("[data-flag]")], note = menu.querySelector("[data-menu-note]");
    if (event.target === note) {
      if (event.key === "Enter") { event.preventDefault(); close(); }
      if (event.key === "ArrowUp") { event.preventDefault(); buttons[buttons.length - 1].focus(); }
      return;
    }
    const at = buttons.indexOf(event.target);
    if (event.key === "ArrowDown") { event.preventDefault(); (buttons[at + 1] || note).focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (buttons[at - 1] || note).focus(); }
    const sign = { "-": "–", x: "×" }[event.key] || event.key;
    const typed = buttons.find((button) => button.dataset.sign === sign);
    if (typed) { event.preventDefault(); choose(typed.dataset.flag); }
  }

  const opener = sheet.form.querySelector("[data-grid-menu-open]");
  opener.hidden = false;
  // The focus must stay on the cell, or there would be no cell to speak of.
  opener.addEventListener("mousedown", (event) => event.preventDefault());
  opener.addEventListener("click", () => { if (sheet.active) { sheet.commit(); open(sheet.active); } });
  return open;
}
