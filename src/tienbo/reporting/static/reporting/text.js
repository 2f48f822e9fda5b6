// The text saves itself: a pause in writing, or leaving a heading, sends the headings that changed. Boxes grow with what is
// written in them. Without script the button saves everything.

import { UnsentText } from "./unsent_text.js";

const PAUSE = 3000, KEEP = 300;
const form = document.getElementById("narrative");

if (form && form.querySelector("[data-text-words]")) autosave(form);
else for (const box of document.querySelectorAll("#narrative textarea")) grow(box);

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

function autosave(form) {
  const words = Object.fromEntries([...form.querySelector("[data-text-words]").content.querySelectorAll("[data-w]")].map((word) => [word.dataset.w, word.textContent]));
  const line = form.querySelector("[data-text-saved]"), changed = new Set();
  const away = () => document.documentElement.dataset.away !== undefined;
  let keeping = null, leaving = false;
  const unsent = new UnsentText({ url: form.dataset.textUrl, title: document.querySelector("h1").textContent, read, accepted, met, state: say });

  for (const box of form.querySelectorAll("textarea")) if (box.value) grow(box);
  form.addEventListener("input", (event) => {
    const code = heading(event.target);
    if (event.target.tagName === "TEXTAREA") grow(event.target);
    if (!code) return;
    changed.add(code);
    clearTimeout(keeping);
    keeping = setTimeout(keep, KEEP);
    unsent.schedule(PAUSE);
  });
  form.addEventListener("focusout", (event) => {
    const part = event.target.closest(".narrative-part");
    if (part && !part.contains(event.relatedTarget) && (changed.size || unsent.drafts.size)) { keep(); unsent.schedule(0); }
  });
  // A button of the form saves everything by itself; without a connection what is written stays here and goes later.
  form.addEventListener("submit", (event) => {
    keep();
    if (away()) { event.preventDefault(); unsent.retry(); return; }
    leaving = true;
    clearTimeout(unsent.timer);
    unsent.posted();
  });
  addEventListener("beforeunload", (event) => { keep(); if (!leaving && !(unsent.empty && !unsent.open.size)) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { keep(); if (!leaving && !unsent.empty) unsent.flush(document.hidden); });
  resume();

  /** "results.funds" of a field t.results.funds, i.… or k.… */
  function heading(field) { const found = /^\w\.(.+)$/.exec(field.name || ""); return found ? found[1] : ""; }
  function field(code, kind) { return form.querySelector(`[name="${CSS.escape(`${kind}.${code}`)}"]`); }
  function fieldsOf(code) { return [...new FormData(form)].filter(([name]) => /^\w\./.test(name) && name.slice(2) === code); }
  function read(code) {
    const fields = fieldsOf(code), text = fields.filter(([name]) => /^[ti]\./.test(name)).map(([, value]) => value).filter((value) => value.trim()).join("\n");
    return { fields, text, base: Number(field(code, "b").value), label: document.getElementById(`n-${code}`).textContent };
  }

  /** What the hand has left lies on this machine. A heading that waits for a choice is kept with its question. */
  function keep() {
    clearTimeout(keeping);
    for (const code of changed) {
      const open = unsent.open.get(code);
      if (open) unsent.hold(code, open.answer[0], { ...open, ...read(code) }); else unsent.touch(code);
    }
    changed.clear();
  }

  /** What earlier pages left stands in its boxes again, and what was saved after this page was laid by. */
  async function resume() {
    const left = await unsent.inherit(), meet = [];
    if (document.documentElement.dataset.keptAt) {
      for (const [code, one] of Object.entries(await unsent.store.fresh(unsent.url))) {
        if (!field(code, "b") || changed.has(code) || !(one.revision > Number(field(code, "b").value))) continue;
        fill(code, one.fields);
        field(code, "b").value = one.revision;
      }
    }
    for (const record of left) {
      const base = field(record.heading, "b");
      // A form that arrived has moved the revision: what it carried is kept.
      if (!base || (record.posted && Number(base.value) > record.base)) { await unsent.store.write([], base ? [record.op] : []); continue; }
      if (!changed.has(record.heading)) fill(record.heading, record.fields);
      if (record.status === "waiting") await unsent.adopt(record); else meet.push(record);
    }
    for (const record of meet) {
      if (record.status === "open") { await unsent.hold(record.heading, record.answer[0], record); met(record.heading, record.answer[0]); }
      // Refused as a whole while it was closed: this page takes text again.
      else { await unsent.store.write([], [record.op]); field(record.heading, "b").value = record.base; await unsent.touch(record.heading); }
    }
    if (!unsent.empty) { say("resending"); unsent.schedule(0); }
  }

  function fill(code, fields) {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
    values.delete(`b.${code}`);
    for (const [name, list] of values) {
      const boxes = () => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      const last = boxes().pop(), item = last && last.closest("li");
      while (item && boxes().length < list.length) item.after(item.cloneNode(true));
      boxes().forEach((box, place) => { box.value = list[place] || ""; if (box.tagName === "TEXTAREA") grow(box); });
    }
  }

  function say(name, detail) {
    const refused = ["forbidden", "closed"].includes(name);
    line.textContent = name === "saved" ? words.saved.replace("{at}", detail) : refused ? `${detail || ""} ${words.forbidden}`.trim() : name === "rejected" ? detail : words[name];
    line.className = `small ${name === "saved" ? "saved" : ["saving", "resending"].includes(name) ? "muted" : "unsent"}`;
  }

  function draw(json) {
    document.querySelector("[data-written]").textContent = json.written;
    document.querySelector("[data-badge]").innerHTML = json.badge;
    if (unsent.open.size) say("met"); else if (unsent.empty) say("saved", json.saved_at);
  }

  function accepted(code, revision, json) {
    if (revision !== undefined) field(code, "b").value = revision;
    draw(json);
  }

  /** Somebody else's text beside one's own; nothing of the heading is saved until the person has chosen. */
  function met(code, theirs, json) {
    const box = document.createElement("div");
    box.className = "notice warning";
    box.setAttribute("role", "alert");
    const body = document.createElement("div"), title = document.createElement("strong"), text = document.createElement("div");
    body.className = "body";
    title.textContent = words.met;
    text.className = "prewrap";
    text.textContent = [theirs.text, ...theirs.items.map((item) => `- ${item}`)].filter(Boolean).join("\n");
    body.append(title, text, button(words.keep_mine, () => {
      field(code, "b").value = theirs.base;
      box.remove();
      unsent.drop(code).then(() => unsent.touch(code)).then(() => unsent.flush());
    }), button(words.take_theirs, () => takeTheirs(code)));
    box.append(body);
    const part = document.getElementById(`n-${code}`).closest(".narrative-own");
    for (const before of part.querySelectorAll(".notice")) before.remove();
    part.querySelector("input[type=hidden]").after(box);
    if (json) draw(json); else say("met");
  }

  /** The page is drawn again with their text; what else was written is saved first. */
  async function takeTheirs(code) {
    await unsent.drop(code);
    changed.delete(code);
    keep();
    await unsent.flush();
    if (!unsent.empty) { setTimeout(() => takeTheirs(code), 500); return; }
    leaving = true;
    location.hash = `h-${code}`;
    location.reload();
  }

  function button(label, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button", textContent: label });
    made.addEventListener("click", act);
    return made;
  }
}
