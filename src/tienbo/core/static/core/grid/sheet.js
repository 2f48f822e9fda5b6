// The table as a sheet: its cells by place and by key, what each holds, how a change is made, undone and handed to the outbox.

import { INSTEAD, change, format, parse, readSigns, toNumber } from "./numbers.js";
import { csrfToken } from "../offline/post.js";
import { Outbox } from "./save.js";
import { Says } from "./says.js";

const IDLE = 2500;

/** A cell is {id, kind: figure | derived | note, el, td, r, c, rowId, number, head, text, flag, note, base, asked, conflict, ...}. */
export class Sheet {
  constructor(form) {
    this.form = form;
    this.table = form.querySelector("[data-grid]");
    this.code = this.table.dataset.code;
    const words = form.querySelector("[data-grid-words]").content;
    this.words = Object.fromEntries([...words.querySelectorAll("[data-w]")].map((word) => [word.dataset.w, word.textContent]));
    this.figures = new Map();
    this.byElement = new Map();
    this.rows = [];
    this.rowIds = [];
    this.active = null;
    this.editing = false;
    this.done = [];
    this.undone = [];
    this.read();
    this.says = new Says(this);
    this.outbox = new Outbox({
      url: this.table.dataset.url, owner: this.table.dataset.owner || "nobody", token: () => csrfToken(form),
      answer: (json, changes) => this.answer(json, changes), state: (name, detail) => this.says.state(name, detail),
      restored: (changes) => this.restore(changes), label: (id) => this.figures.has(id) ? this.label(this.figures.get(id)) : id,
      title: (form.querySelector("caption") || form).textContent.trim(),
    });
    if (document.documentElement.dataset.keptAt) this.outbox.store.fresh(this.outbox.url).then((kept) => this.freshen(kept));
    form.addEventListener("submit", (event) => {
      // Without a connection the page would be gone, and nothing sent: it is kept here and goes by itself.
      if (document.documentElement.dataset.away === undefined) { this.leaving = true; return; }
      event.preventDefault();
      this.commit();
      this.outbox.retry();
    });
    addEventListener("beforeunload", (event) => {
      this.commit();
      if (!this.leaving && (!this.outbox.empty || this.open.length)) event.preventDefault();
    });
    addEventListener("pagehide", () => this.outbox.flush(true));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) { this.commit(); this.outbox.flush(true); } else if (!this.outbox.empty) this.outbox.retry();
    });
  }

  say(word, values = {}) { return this.words[word].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole)); }

  /* ---- reading the page ---- */

  read() {
    this.heads = new Map();
    this.keys = [];
    const heads = [...this.table.querySelectorAll("thead [data-col]")];
    const order = [...(this.table.querySelector("tbody tr:not(.grid-section):not(.grid-says)") || this.table).querySelectorAll("[data-c]")];
    for (const td of order) this.keys.push(td.dataset.c);
    // The group stands in a name only where there are several: "Nữ", but "Nhiệm kỳ 2015–2020: Nữ" beside another term.
    const several = new Set(heads.map((head) => (head.querySelector(".hush") || {}).textContent || "").filter(Boolean)).size > 1;
    this.names = new Map();
    for (const head of heads) {
      this.heads.set(head.dataset.col, head);
      this.names.set(head.dataset.col, (several ? head.textContent : head.lastChild.textContent).trim().replace(/\s+/g, " "));
    }
    for (const tr of this.table.querySelectorAll("tbody tr[data-row]")) {
      const r = this.rows.length, row = [];
      this.rowIds.push(tr.dataset.row);
      for (const td of tr.querySelectorAll("[data-c]")) {
        const cell = this.readCell(td, tr, r);
        if (cell) { row[cell.c] = cell; this.byElement.set(cell.el, cell); }
      }
      this.rows.push(row);
    }
  }

  readCell(td, tr, r) {
    const el = td.querySelector("input[data-cell], output[data-derived], input[data-note-of]");
    if (!el) return null;
    const cell = {
      el, td, tr, r, c: this.keys.indexOf(td.dataset.c), key: td.dataset.c, rowId: tr.dataset.row, number: tr.dataset.number,
      head: this.names.get(td.dataset.c) || "",
    };
    if (el.dataset.derived) return Object.assign(cell, { kind: "derived", id: el.dataset.derived });
    if (el.dataset.noteOf) return Object.assign(cell, { kind: "note", id: el.dataset.noteOf });
    Object.assign(cell, {
      kind: "figure", id: el.dataset.cell, text: el.value, flag: el.dataset.flag || "", note: el.dataset.note || "", base: el.dataset.base,
      decimals: "decimals" in el.dataset, usual: el.dataset.usual || "", partOf: el.dataset.partOf || "",
      was: (td.querySelector("[data-was]") || {}).textContent || "", wasOf: (td.querySelector("[data-was]") || {}).title || "",
      mark: td.querySelector("[data-mark]"), change: td.querySelector("[data-change]"), hidden: td.querySelector(`input[type="hidden"]`),
    });
    this.figures.set(cell.id, cell);
    return cell;
  }

  /** What an earlier visit could not send stands in the cells again. */
  restore(changes) {
    const kept = changes.filter((one) => this.figures.has(one.cell));
    for (const one of kept) {
      const cell = this.figures.get(one.cell);
      Object.assign(cell, { text: one.text, flag: one.flag, note: one.note });
      this.show(cell, cell === this.active && this.typing);
    }
    if (kept.length) this.says.state("resending", kept.length);
  }

  /** A page that was laid by shows what stood there then; what this machine saved since stands in the cells again. */
  freshen(kept) {
    for (const [id, one] of Object.entries(kept)) {
      const cell = this.figures.get(id);
      if (!cell || this.outbox.holds(id) || cell === this.active || !(one.revision > Number(cell.base))) continue;
      Object.assign(cell, { text: one.text, flag: one.flag, note: one.note });
      this.revise(cell, one.revision);
      this.show(cell);
    }
  }

  /** Cells that wait for an answer of the person: they are not saved. */
  get open() { return [...this.figures.values()].filter((cell) => cell.asked || cell.conflict); }

  at(r, c) { return this.rows[r] && this.rows[r][c]; }
  inRow(cell, key) { return this.rows[cell.r][this.keys.indexOf(key)]; }
  /** "B02.03", also where the row itself is numbered "3". */
  number(cell) { return !cell.number || cell.number.startsWith(this.code) ? cell.number || this.code : `${this.code}.${cell.number}`; }
  label(cell) { return `${this.number(cell)} · ${cell.head}`; }

  /* ---- changing cells ---- */

  /** What the hand has left in the active cell becomes its value, or a question below the row. `quiet`: still typing. */
  commit(quiet = false) {
    clearTimeout(this.idle);
    const cell = this.active;
    if (!cell || cell.kind === "derived") return;
    if (cell.kind === "note") {
      const figure = this.figures.get(cell.id);
      if (figure && figure.note !== cell.el.value.trim()) this.apply([{ cell: figure, note: cell.el.value.trim() }]);
      return;
    }
    if (cell.el.value === (cell.asked ? cell.asked.raw : cell.text)) return;
    const read = this.interpret(cell, cell.el.value);
    if (read.asked) { if (!quiet) this.ask(cell, read.asked); } else this.apply([{ cell, ...read }], { quiet });
  }

  /** A typed or pasted text: {text, flag} to apply, or {asked} when only the person can say. */
  interpret(cell, raw) {
    const signs = readSigns(raw);
    if (signs.dash) {
      return { asked: { raw, message: this.say("dash", { text: raw.trim() }), choices: [
        { text: "0", flag: cell.usual, label: this.words.zero }, { text: "", flag: "not_applicable", label: this.words.not_applicable }] } };
    }
    if (!signs.text) return { text: "", flag: signs.flag || "" };
    const result = parse(signs.text, cell.decimals);
    const flag = signs.flag !== undefined ? signs.flag : INSTEAD.has(cell.flag) || !cell.text ? cell.usual : cell.flag;
    if (result.value !== undefined) return { text: format(result.value), flag };
    return { asked: { raw, problem: result.problem, message: this.say(result.problem, { text: raw.trim() }),
      choices: result.choices.map((value) => ({ text: format(value), flag, label: format(value) })) } };
  }

  ask(cell, asked) {
    cell.asked = asked;
    cell.el.value = asked.raw;
    const { message, choices } = asked;
    this.outbox.hold({ ...this.changeOf(cell), text: asked.raw }, { kind: "refused", cell: cell.id, message, choices });
    this.mark(cell);
    this.says.row(cell.rowId);
  }

  /** The answer to a question; `all`: to every cell that asks with as many choices. */
  choose(cell, index, all = false) {
    const asking = all ? [...this.figures.values()].filter((one) => one.asked && one.asked.choices.length === cell.asked.choices.length) : [cell];
    const changes = asking.map((one) => ({ cell: one, text: one.asked.choices[index].text, flag: one.asked.choices[index].flag || "" }));
    this.apply(changes, { how: asking.length > 1 ? "filled" : "typed" });
  }

  /** Change several cells as one act: [{cell, text?, flag?, note?}]. `how`: typed, pasted or filled. */
  apply(changes, { record = true, quiet = false, send = true, how = "typed" } = {}) {
    const act = [];
    for (const { cell, ...wanted } of changes) {
      const before = { text: cell.text, flag: cell.flag, note: cell.note };
      const after = { ...before };
      for (const name of ["text", "flag", "note"]) if (wanted[name] !== undefined) after[name] = wanted[name];
      if (INSTEAD.has(after.flag)) after.text = "";
      if (!after.text && !INSTEAD.has(after.flag)) after.flag = "";
      const asked = cell.asked;
      cell.asked = null;
      if (before.text === after.text && before.flag === after.flag && before.note === after.note) {
        if (!quiet || asked) this.show(cell);
        if (asked) { this.outbox.settle(cell.id); this.says.row(cell.rowId); }
        continue;
      }
      Object.assign(cell, after, { conflict: null });
      act.push({ cell, before, after });
      this.show(cell, quiet);
      this.says.row(cell.rowId);
      if (send) this.send(cell, how);
    }
    if (act.length) this.says.hush();
    if (record && act.length) { this.done.push(act); this.undone = []; }
    return act.length;
  }

  changeOf(cell, how = "typed") { return { cell: cell.id, text: cell.text, flag: cell.flag, note: cell.note, base: cell.base, how }; }
  send(cell, how = "typed") { this.outbox.put(this.changeOf(cell, how)); }

  /** Cells that were given a text nobody can read yet belong to the act as well: undoing it takes the text away. */
  join(cells, toLast) {
    if (!cells.length) return;
    const steps = cells.map((cell) => { const now = { text: cell.text, flag: cell.flag, note: cell.note }; return { cell, before: now, after: now }; });
    if (toLast && this.done.length) this.done[this.done.length - 1].push(...steps); else this.done.push(steps);
  }

  undo() { this.replay(this.done, this.undone, "before"); }
  redo() { this.replay(this.undone, this.done, "after"); }
  replay(from, to, side) {
    const act = from.pop();
    if (!act) return this.says.tell(this.words.nothing_to_undo);
    // One cell may have changed twice in one act (a figure, then its note): going back starts from the last.
    const steps = side === "before" ? [...act].reverse() : act;
    this.apply(steps.map((one) => ({ cell: one.cell, ...one[side] })), { record: false });
    to.push(act);
    act[0].cell.el.focus();
  }

  /** The act undone by Esc: the cell as it was before the hand touched it. */
  revert(cell) {
    if (cell.kind !== "figure") return;
    if (cell.asked) this.outbox.settle(cell.id);
    cell.asked = null;
    this.show(cell);
    this.says.row(cell.rowId);
  }

  /* ---- showing a cell ---- */

  show(cell, quiet = false) {
    if (!quiet) cell.el.value = cell.text;
    if (cell.mark) cell.mark.replaceChildren(...this.says.sign(cell.flag));
    if (cell.change) cell.change.textContent = cell.was ? change(cell.text, cell.was) : "";
    cell.td.classList.toggle("flagged", Boolean(cell.flag));
    cell.td.classList.toggle("instead", INSTEAD.has(cell.flag));
    cell.td.classList.toggle("noted", Boolean(cell.note));
    for (const other of this.rows[cell.r]) if (other && other.kind === "note" && other.id === cell.id) other.el.value = cell.note;
    for (const other of this.rows[cell.r]) if (other && other.kind === "figure") this.mark(other);
  }

  /** That a part is larger than its whole, while typing: the server says it again with its own words. */
  hint(cell) {
    const whole = cell.partOf && this.inRow(cell, cell.partOf);
    if (!whole || whole.kind !== "figure") return "";
    const a = toNumber(cell.text), b = toNumber(whole.text);
    if (a === null || b === null || a <= b) return "";
    return this.say("part", { part: cell.text, whole: whole.text, column: whole.head });
  }

  mark(cell) {
    const findings = this.says.about(cell);
    const error = Boolean(cell.asked || cell.conflict || this.hint(cell) || findings.some((one) => one.severity === "error"));
    const warning = !error && findings.some((one) => one.severity === "warning" && !one.justified);
    cell.td.classList.toggle("error", error);
    cell.td.classList.toggle("warning", warning);
    if (error) cell.el.setAttribute("aria-invalid", "true"); else cell.el.removeAttribute("aria-invalid");
  }

  /* ---- the server's answer ---- */

  answer(json, sent) {
    const sentText = new Map(sent.map((change) => [change.cell, change]));
    for (const { cell: id, text, revision, flag } of json.saved || []) {
      const cell = this.figures.get(id);
      if (!cell) continue;
      this.revise(cell, revision);
      const mine = sentText.get(id);
      const unchanged = mine && mine.text === cell.text && mine.flag === cell.flag;
      if (unchanged && (text !== cell.text || (flag || "") !== cell.flag)) {
        Object.assign(cell, { text, flag: flag || "" });
        this.show(cell, cell === this.active && this.typing);
      }
    }
    for (const { cell: id, text, message, choices } of json.refused || []) {
      const cell = this.figures.get(id);
      if (cell && !this.outbox.holds(id)) this.ask(cell, { raw: text, message, choices: choices || [] });
    }
    for (const conflict of json.conflicts || []) this.conflict(conflict);
    for (const [id, text] of Object.entries(json.derived || {})) {
      for (const output of this.table.querySelectorAll("[data-derived]")) if (output.dataset.derived === id) output.textContent = text;
    }
    for (const [id, text] of Object.entries(json.previous || {})) {
      const cell = this.figures.get(id), was = cell && cell.td.querySelector("[data-was]");
      if (was) { cell.was = text; was.textContent = text; }
    }
    for (const [id, text] of Object.entries(json.sent || {})) {
      const cell = this.figures.get(id), before = cell && cell.td.querySelector("[data-sent]");
      if (before && before.textContent !== text) before.textContent = text;
    }
    for (const [id, text] of Object.entries(json.changes || {})) {
      const cell = this.figures.get(id);
      if (cell && cell.change) cell.change.textContent = text;
    }
    if (json.findings) this.says.replace(json.findings);
    if (json.progress) this.says.progress(json.progress);
    const badge = document.querySelector("[data-badge]");
    if (badge && json.badge) badge.innerHTML = json.badge;
    if (json.told && json.told.length) this.says.tell(json.told.join(" "));
  }

  revise(cell, revision) {
    cell.base = revision;
    if (cell.hidden) cell.hidden.value = revision;
  }

  conflict(conflict) {
    const cell = this.figures.get(conflict.cell);
    if (!cell) return;
    if (conflict.text === cell.text && (conflict.flag || "") === cell.flag) { this.outbox.drop(cell.id); this.revise(cell, conflict.revision); return; }
    cell.conflict = conflict;
    this.outbox.hold(this.changeOf(cell), { kind: "conflict", ...conflict });
    this.mark(cell);
    this.says.row(cell.rowId);
  }

  keepMine(cell) {
    this.revise(cell, cell.conflict.revision);
    cell.conflict = null;
    this.send(cell);
    this.show(cell);
    this.says.row(cell.rowId);
  }

  takeTheirs(cell) {
    const { text, flag, revision } = cell.conflict;
    this.outbox.drop(cell.id);
    this.revise(cell, revision);
    this.apply([{ cell, text, flag: flag || "" }], { send: false, record: false });
    cell.conflict = null;
    this.show(cell);
    this.says.row(cell.rowId);
  }

  /** A pause in typing is worth saving too, when what stands there is already a number. */
  touched() {
    this.typing = true;
    this.says.hush();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.commit(true), IDLE);
    const cell = this.active;
    if (cell && cell.kind === "figure" && cell.change && cell.was) {
      const read = parse(readSigns(cell.el.value).text || "", cell.decimals);
      cell.change.textContent = read.value === undefined ? "" : change(format(read.value), cell.was);
    }
  }
}
