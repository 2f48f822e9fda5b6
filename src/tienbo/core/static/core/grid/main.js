// The entry table: a plain form that this script makes as quick as a spreadsheet.

import { wireKeyboard } from "./keyboard.js";
import { makeMenu } from "./marks.js";
import { wireClipboard } from "./paste.js";
import { Selection } from "./selection.js";
import { Sheet } from "./sheet.js";

for (const form of document.querySelectorAll("[data-grid-form]")) {
  const sheet = new Sheet(form);
  const selection = new Selection(sheet);
  wireKeyboard(sheet, selection, makeMenu(sheet));
  wireClipboard(sheet, selection);
  // The second row of heads sticks below the first, whose height depends on the words in it. A table that fits the page
  // scrolls with it, its heads sticking below the bar; only a wider one gets a window of its own.
  const rows = form.querySelectorAll("thead tr"), frame = form.querySelector(".grid-scroll"), bar = form.querySelector(".grid-bar");
  const measure = () => {
    form.classList.toggle("fits", sheet.table.offsetWidth <= frame.clientWidth);
    form.style.setProperty("--head", `${rows[0].getBoundingClientRect().height}px`);
    form.style.setProperty("--bar", `${bar.getBoundingClientRect().height}px`);
  };
  measure();
  addEventListener("resize", measure);
  form.dataset.ready = "";
}
