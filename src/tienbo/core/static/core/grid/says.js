// What the table says: sentences below rows, the state of saving, short answers to an act. Never a pop-up.

import { change } from "./numbers.js";

export class Says {
  constructor(sheet) {
    this.sheet = sheet;
    const form = sheet.form;
    this.saved = form.querySelector("[data-grid-saved]");
    this.retry = form.querySelector("[data-grid-retry]");
    this.done = form.querySelector("[data-grid-progress]");
    this.address = form.querySelector("[data-grid-address]");
    this.about_ = form.querySelector("[data-grid-about]");
    this.told = form.querySelector("[data-grid-told]");
    this.marks = new Map([...form.querySelector("[data-grid-menu]").content.querySelectorAll("[data-sign]")].map((one) => [one.dataset.flag, one.querySelector(".cm")]));
    this.retry.addEventListener("click", () => sheet.outbox.retry());
    // What the page itself says: "Saved at 10:42", or nothing yet.
    this.last = this.saved.dataset.gridSaved ? ["saved", this.saved.dataset.gridSaved] : null;
    this.findings = [];
    for (const li of form.querySelectorAll("[data-says] li")) {
      const reason = li.querySelector("[data-justify]");
      this.findings.push({ row: li.closest("[data-says]").dataset.says, cell: li.dataset.about, code: li.dataset.code, severity: li.className,
        message: li.querySelector("[data-message]").textContent, justification: reason ? reason.value : "", justified: "justified" in li.dataset });
    }
    this.shown = new Map(["", ...sheet.rowIds].map((id) => [id, this.signature(this.items(id))]));
    form.addEventListener("change", (event) => {
      const code = event.target.dataset.justify;
      if (code) sheet.outbox.justify({ row: event.target.closest("[data-says]").dataset.says, code, text: event.target.value.trim() });
    });
  }

  sign(flag) {
    const mark = this.marks.get(flag);
    return mark ? [mark.cloneNode(true)] : [];
  }

  about(cell) { return this.findings ? this.findings.filter((one) => one.cell === cell.id) : []; }

  /** The full list of findings of the table, as the server sees it now. */
  replace(findings) {
    this.findings = findings;
    for (const id of ["", ...this.sheet.rowIds]) this.row(id);
    for (const cell of this.sheet.figures.values()) this.sheet.mark(cell);
  }

  /** What is said of a row; "": of the table as a whole. */
  items(rowId) {
    const items = [];
    for (const cell of this.sheet.rows[this.sheet.rowIds.indexOf(rowId)] || []) {
      if (!cell || cell.kind !== "figure") continue;
      if (cell.asked) items.push({ kind: "asked", cell, severity: "error", message: cell.asked.message });
      if (cell.conflict) items.push({ kind: "conflict", cell, severity: "error", message: this.conflictText(cell.conflict) });
      const hint = this.sheet.hint(cell);
      if (hint && !this.about(cell).some((one) => one.severity === "error")) {
        items.push({ kind: "hint", cell, severity: "error", message: `${this.sheet.say("where", { number: this.sheet.number(cell), column: cell.head })} ${hint}` });
      }
    }
    for (const finding of this.findings) if (finding.row === rowId) items.push({ kind: "finding", ...finding });
    return items;
  }

  signature(items) { return JSON.stringify(items.map((one) => [one.kind, one.severity, one.message, one.justification || "", one.cell && one.cell.id])); }

  /** Draw again what stands below a row, if it changed; a reason being typed is not disturbed. */
  row(rowId) {
    const items = this.items(rowId), signature = this.signature(items);
    if (this.shown.get(rowId) === signature) return;
    this.shown.set(rowId, signature);
    this.again();
    const sheet = this.sheet;
    if (!rowId) {
      const list = make("ul");
      list.append(...items.map((one) => this.line(one)));
      sheet.form.querySelector(`[data-says=""]`).replaceChildren(...(items.length ? [list] : []));
      return;
    }
    const tr = sheet.table.querySelector(`tr[data-row="${CSS.escape(rowId)}"]`);
    let says = sheet.table.querySelector(`tr[data-says="${CSS.escape(rowId)}"]`);
    const id = `s-${sheet.code}-${rowId}`;
    if (!items.length) { if (says) says.remove(); } else {
      if (!says) {
        says = document.createElement("tr");
        says.className = "grid-says";
        says.dataset.says = rowId;
        tr.after(says);
      }
      const list = make("ul", "grid-stick", { id });
      list.append(...items.map((one) => this.line(one)));
      const td = make("td", "", { colSpan: sheet.keys.length + 2 });
      td.append(list);
      says.replaceChildren(td);
    }
    for (const input of tr.querySelectorAll("input[data-cell]")) {
      if (items.length) input.setAttribute("aria-describedby", id); else input.removeAttribute("aria-describedby");
    }
  }

  line(one) {
    const li = make("li", one.severity);
    const icon = make("i", `icon i-${one.severity === "error" ? "error" : one.severity === "warning" ? "warning" : "info"}`);
    icon.setAttribute("aria-hidden", "true");
    const body = make("span");
    body.append(make("span", "", { textContent: one.message }));
    li.append(icon, body);
    if (one.kind === "asked") this.choices(one.cell, body);
    if (one.kind === "conflict") {
      body.append(button(this.sheet.words.keep_mine, () => this.sheet.keepMine(one.cell)), button(this.sheet.words.take_theirs, () => this.sheet.takeTheirs(one.cell)));
    }
    if (one.kind === "finding" && one.severity === "warning") this.reason(one, body);
    return li;
  }

  choices(cell, body) {
    const asking = [...this.sheet.figures.values()].filter((one) => one.asked && one.asked.choices.length === cell.asked.choices.length).length;
    cell.asked.choices.forEach((choice, index) => {
      body.append(button(choice.label, () => { this.sheet.choose(cell, index); cell.el.focus(); }));
      if (asking > 1) body.append(button(`${choice.label}: ${this.sheet.say("all_alike", { n: asking })}`, () => { this.sheet.choose(cell, index, true); cell.el.focus(); }));
    });
  }

  reason(one, body) {
    const words = this.sheet.words;
    if (one.justification) body.append(make("span", "muted", { textContent: ` ${words.reason_given} ${one.justification}` }));
    const details = make("details", "more");
    const input = make("input", "", { value: one.justification || "", maxLength: 500, name: `j.${one.row}.${one.code}` });
    input.dataset.justify = one.code;
    input.setAttribute("aria-label", words.reason);
    details.append(make("summary", "", { textContent: one.justification ? words.reason_change : words.reason }), input);
    body.append(details);
  }

  conflictText(one) {
    const empty = this.sheet.words.empty;
    return this.sheet.say("conflict", { by: one.by, at: one.at, theirs: one.theirs || empty, yours: one.yours || empty });
  }

  /* ---- the bar ---- */

  where(cell) {
    const words = this.sheet.words;
    this.address.textContent = this.sheet.label(cell);
    if (cell.kind === "derived") { this.about_.textContent = cell.el.dataset.formula || ""; return; }
    const figure = this.sheet.figures.get(cell.id);
    const parts = [];
    if (figure && figure.was) {
      const difference = change(figure.text, figure.was);
      parts.push((figure.wasOf ? `${figure.wasOf}: ${figure.was}` : words.previous.replace("{was}", figure.was)) + (difference ? ` (${difference})` : ""));
    }
    if (figure && figure.note) parts.push(figure.note);
    this.about_.textContent = parts.join(" · ");
  }

  progress({ done, of }) {
    this.done.textContent = `${this.sheet.code}: ${done}/${of}`;
    for (const tab of document.querySelectorAll("[data-grid-tab]")) tab.textContent = `${done}/${of}`;
  }

  /** A short answer to an act, below the row where it was done: it covers no figure, and the next act takes it away. */
  tell(text) {
    const rowId = this.sheet.active ? this.sheet.active.rowId : this.sheet.rowIds[0];
    this.hush();
    this.told.textContent = text;
    const tr = make("tr", "grid-says grid-told"), td = make("td", "", { colSpan: this.sheet.keys.length + 2 }), list = make("ul", "grid-stick"), li = make("li");
    tr.setAttribute("aria-hidden", "true");
    const icon = make("i", "icon i-info");
    li.append(icon, make("span", "", { textContent: text }));
    list.append(li);
    td.append(list);
    tr.append(td);
    this.sheet.table.querySelector(`tr[data-row="${CSS.escape(rowId)}"]`).after(tr);
  }

  hush() {
    this.told.textContent = "";
    for (const tr of this.sheet.table.querySelectorAll(".grid-told")) tr.remove();
  }

  /** Questions came or went: what the bar says of saving must follow. */
  again() { if (this.last && this.last[0] === "saved") this.state(...this.last); }

  state(name, detail) {
    this.last = [name, detail];
    const words = this.sheet.words, stuck = ["unsent", "signed_out", "forbidden", "closed", "rejected"].includes(name);
    const texts = { saving: words.saving, saved: words.saved.replace("{at}", detail || ""), resending: words.resending.replace("{n}", detail) };
    const refused = ["forbidden", "closed"].includes(name);
    let text = texts[name] || (refused && detail ? `${detail} ${words.kept}` : name === "unsent" ? words.unsent : detail || words[name]);
    if (stuck && this.sheet.outbox.count) text += ` (${this.sheet.outbox.count})`;
    const open = name === "saved" ? this.sheet.open.length : 0;
    if (open) text += `; ${words.open.replace("{n}", open)}`;
    if (this.saved.textContent !== text) this.saved.textContent = text;
    this.saved.className = stuck || open ? "unsent" : name === "saved" ? "saved" : "";
    this.retry.hidden = !stuck;
    if (name === "saving") return;
    for (const cell of this.sheet.figures.values()) cell.td.classList.toggle("unsent", stuck && this.sheet.outbox.holds(cell.id));
  }
}

export function make(name, className = "", properties = {}) {
  const element = document.createElement(name);
  if (className) element.className = className;
  return Object.assign(element, properties);
}

export function button(label, act) {
  const element = make("button", "button", { type: "button", textContent: label });
  element.addEventListener("click", act);
  return element;
}
