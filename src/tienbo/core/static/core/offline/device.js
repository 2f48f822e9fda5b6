// The page about this device: every operation that waits, meets somebody else's or was refused, with what can be done about
// it; the pages that open without a connection.

import { moment } from "./band.js";
import { forgetPages, pagesKept, possible, stopKeeping } from "./keep.js";
import { Store, turn, uuid } from "./store.js";

const page = document.querySelector("[data-device-page]"), { person, shared } = document.body.dataset;
const words = Object.fromEntries([...page.querySelector("[data-device-words]").content.querySelectorAll("[data-w]")].map((word) => [word.dataset.w, word.textContent]));
const store = Store.of(person);
const say = (word, values) => words[word].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

function make(name, text = "", className = "") { return Object.assign(document.createElement(name), { textContent: text, className }); }
function button(label, act) {
  const made = Object.assign(make("button", label, "button"), { type: "button" });
  made.addEventListener("click", act);
  return made;
}

function notices() {
  const missing = "missing" in document.documentElement.dataset;
  page.querySelector("[data-no-script]").hidden = true;
  page.querySelector("[data-missing-page]").hidden = !missing;
  page.querySelector("[data-insecure]").hidden = possible || shared === "1" || missing;
  page.querySelector(".notice").hidden = !missing && (possible || shared === "1");
}

async function draw() {
  const all = await store.all();
  page.querySelector("[data-waits]").replaceChildren(...all.map(card));
  page.querySelector("[data-nothing-waits]").hidden = all.length > 0;
  page.querySelector("[data-waits-acts]").hidden = !all.some((record) => record.status === "waiting");
}

function card(record) {
  const box = make("section", "", "card tight flow"), head = make("h3"), link = Object.assign(make("a", record.title), { href: record.place });
  box.dataset.op = record.op;
  head.append(link);
  box.append(head, make("p", say("typed_at", { at: moment(record.at) }), "small muted"));
  if (record.status === "stopped" || record.message) box.append(make("p", record.message || words[record.reason], "lead"));
  const list = make("ul");
  list.append(...(record.kind === "cells" ? record.changes.map((change) => cell(record, change)) : [passage(record)]),
    ...(record.justifications || []).map((reason) => make("li", `${words.reason}: ${reason.text}`)));
  box.append(list);
  if (record.status === "stopped") box.append(acts(button(words.try, () => again(record)), button(words.drop, () => store.write([], [record.op]))));
  else if (record.status === "open" && !list.children.length) box.append(acts(button(words.understood, () => store.write([], [record.op]))));
  return box;
}

function acts(...buttons) {
  const row = make("div", "", "actions");
  row.append(...buttons);
  return row;
}

function cell(record, change) {
  const item = make("li"), answer = (record.answer || []).find((one) => one && one.cell === change.cell), label = (record.labels || {})[change.cell] || change.cell;
  item.append(make("strong", label), document.createTextNode(`: ${change.text || change.flag || words.empty}${change.note ? ` (${change.note})` : ""}`));
  if (!answer) return item;
  if (answer.kind === "conflict") {
    item.append(make("div", say("conflict", { yours: answer.yours || words.empty, theirs: answer.theirs || words.empty, by: `${answer.by} (${answer.at})` })));
    item.append(acts(button(words.keep_mine, () => mine(record, change, { base: answer.revision })), button(words.take_theirs, () => without(record, change))));
  } else {
    item.append(make("div", answer.message));
    item.append(acts(...(answer.choices || []).map((choice) => button(choice.label, () => mine(record, change, { text: choice.text, flag: choice.flag || "" }))), button(words.drop, () => without(record, change))));
  }
  return item;
}

function passage(record) {
  const item = make("li"), answer = (record.answer || [])[0];
  item.append(make("div", record.text || words.empty, "prewrap"));
  if (!answer) return item;
  item.append(make("strong", words.conflict_text), make("div", [answer.text, ...(answer.items || []).map((one) => `- ${one}`)].filter(Boolean).join("\n") || words.empty, "prewrap"));
  item.append(acts(button(words.keep_mine, () => again(record, { base: answer.base })), button(words.take_theirs, () => store.write([], [record.op]))));
  return item;
}

/** Another act than the one that was refused: the server must not take it for a repetition. */
async function again(record, further = {}) {
  const { answer, message, reason, ...rest } = record;
  await store.write([{ ...rest, ...further, op: uuid(), seq: turn(), status: "waiting", page: "" }], [record.op]);
  send();
}

async function mine(record, change, further) {
  const { answer, message, reason, ...rest } = record;
  await store.write([{ ...rest, op: uuid(), seq: turn(), status: "waiting", page: "", changes: [{ ...change, ...further }], justifications: [] }, ...remaining(record, change)], gone(record, change));
  send();
}

const remaining = (record, change) => (record.changes.length > 1 ? [{ ...record, changes: record.changes.filter((one) => one.cell !== change.cell) }] : []);
const gone = (record, change) => (remaining(record, change).length ? [] : [record.op]);
const without = (record, change) => store.write(remaining(record, change), gone(record, change));
const send = () => page.querySelector("[data-send-now]").click();

async function pages() {
  const kept = await pagesKept(), list = page.querySelector("[data-pages]");
  list.replaceChildren(...kept.map((one) => {
    const item = make("li"), link = Object.assign(make("a", one.title.replace(/ – Tiến Bộ$/, "")), { href: one.path });
    item.append(link, make("span", ` ${say("kept_at", { at: moment(one.at) })}`, "small muted"));
    return item;
  }));
  page.querySelector("[data-no-pages]").hidden = kept.length > 0;
  page.querySelector("[data-pages-acts]").hidden = !kept.length;
}

notices();
store.listen(draw);
draw();
pages();
page.querySelector("[data-forget-pages]").addEventListener("click", async () => { await stopKeeping(); await forgetPages(); pages(); });
