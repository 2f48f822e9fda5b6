// The page for signing out says what would be lost.

import { Store, size } from "./store.js";

const box = document.querySelector("[data-unsent]"), { person } = document.body.dataset;
const store = Store.of(person), count = box.querySelector("[data-unsent-count]");

async function draw() {
  const all = await store.all(), titles = new Map();
  for (const record of all) titles.set(record.title, (titles.get(record.title) || 0) + size(record));
  count.textContent = count.dataset.words.replace("{n}", all.reduce((sum, record) => sum + size(record), 0));
  box.querySelector("[data-unsent-list]").replaceChildren(...[...titles].map(([title, n]) => Object.assign(document.createElement("li"), { textContent: `${title}: ${n}` })));
  box.hidden = !all.length;
  const button = document.querySelector("[data-if-unsent]").closest("button");
  button.classList.toggle("danger", all.length > 0);
  button.classList.toggle("primary", !all.length);
  document.querySelector("[data-if-unsent]").hidden = !all.length;
  document.querySelector("[data-unless-unsent]").hidden = all.length > 0;
}

if (person) { store.listen(draw); draw(); }
