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
  // The second row of heads sticks below the first, whose height depends on the words in it.
  const rows = form.querySelectorAll("thead tr");
  const measure = () => sheet.table.style.setProperty("--head", `${rows[0].getBoundingClientRect().height}px`);
  measure();
  addEventListener("resize", measure);
  form.dataset.ready = "";
}
