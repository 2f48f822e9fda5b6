// A table that takes no figures any more may find some on this machine that were typed while it did and never sent. They are
// shown to the person, who alone says that they may go.

import { Store } from "../offline/store.js";

for (const form of document.querySelectorAll("[data-grid-form]")) {
  const table = form.querySelector("[data-grid]"), box = form.querySelector("[data-grid-left]"), store = Store.of(table.dataset.owner || "nobody");
  store.all().then((all) => {
    const records = all.filter((record) => record.kind === "cells" && record.url === table.dataset.url), left = new Map();
    for (const record of records) for (const change of record.changes) left.set(change.cell, change);
    for (const change of left.values()) {
      const fixed = form.querySelector(`[data-fixed="${CSS.escape(change.cell)}"]`), item = document.createElement("li");
      const where = fixed ? `${fixed.closest("tr").dataset.number} · ${fixed.closest("td").dataset.label}` : change.cell;
      item.textContent = `${where}: ${change.text || change.flag || "–"}${change.note ? ` (${change.note})` : ""}`;
      box.querySelector("ul").append(item);
    }
    box.hidden = !left.size;
    box.querySelector("button").addEventListener("click", () => { store.write([], records.map((record) => record.op)); box.hidden = true; });
  });
}
