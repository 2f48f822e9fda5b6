// Sends what pages that are gone have left, in the order in which it was typed, once the server answers and the person is the
// one who typed it. An open table or text sends its own; two senders at once do no harm, since the server knows each id.

import { orphans } from "./alive.js";
import { csrfToken, later, post } from "./post.js";

const FIRST_RETRY = 2000, LAST_RETRY = 60000;

/** `say(name)` with idle, away, signed_out; `probe` the address that says who is signed in. */
export class Sender {
  constructor({ store, probe, say }) {
    Object.assign(this, { store, probe, say, delay: FIRST_RETRY });
    addEventListener("online", () => this.soon());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.soon(); });
    this.lost = false;
  }

  soon() {
    this.delay = FIRST_RETRY;
    clearTimeout(this.timer);
    return this.run();
  }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), this.delay);
    this.delay = Math.min(this.delay * 2, LAST_RETRY);
  }

  /** Ask the server who is signed in: idle (the person of this page), signed_out, or away. */
  async reach() {
    try {
      const answer = await fetch(this.probe, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } });
      if (!answer.ok) return "away";
      return (await answer.json()).person === this.store.person ? "idle" : "signed_out";
    } catch { return "away"; }
  }

  async run() {
    if (this.running) return this.running;
    this.running = this.work().catch(() => "away").finally(() => { this.running = null; });
    return this.running;
  }

  async work() {
    // With nothing to send and nothing lost there is no reason to ask.
    if (!this.lost && !(await this.store.all()).length) return "idle";
    const state = await this.reach();
    this.lost = state === "away";
    this.say(state);
    if (state !== "idle") { if (state === "away") this.again(); return state; }
    this.delay = FIRST_RETRY;
    const here = new Set([...document.querySelectorAll("[data-grid], [data-text-url]")].map((one) => one.dataset.url || one.dataset.textUrl));
    const waiting = (await this.store.all()).filter((record) => record.status === "waiting" && !here.has(record.url));
    for (const { op } of await orphans(waiting)) {
      const record = (await this.store.all()).find((one) => one.op === op);
      const done = record ? await this.send(record) : "accepted";
      if (done === "signed_out") this.say("signed_out");
      if (done === "cut" || done === "again") { this.lost = true; this.say("away"); this.again(); }
      if (["signed_out", "cut", "again"].includes(done)) return done;
    }
    return "idle";
  }

  async send(record) {
    const reply = await post(record.url, bodyOf(record), csrfToken());
    if (reply.kind === "accepted") await this.settle(record, reply.json);
    // Refused as a whole: it stays, with the reason, until the person has decided.
    else if (["forbidden", "closed", "unreadable"].includes(reply.kind)) await this.store.write([{ ...record, status: "stopped", reason: reply.kind, message: reply.message || "" }]);
    return reply.kind;
  }

  async settle(record, json) {
    if (record.kind === "passage") {
      const theirs = json.met && json.met[record.heading];
      if (theirs) return this.store.write([{ ...record, status: "open", answer: [{ kind: "conflict", ...theirs }] }]);
      await this.rebase(record, json.saved[record.heading], (one) => one.heading === record.heading);
      return this.store.write([], [record.op]);
    }
    const open = [...(json.conflicts || []).map((one) => ({ kind: "conflict", ...one })), ...(json.refused || []).map((one) => ({ kind: "refused", ...one }))];
    for (const { cell, revision } of json.saved || []) await this.rebase(record, revision, null, cell);
    const told = (json.told || []).join(" "), cells = new Set(open.map((one) => one.cell));
    if (!open.length && !told) return this.store.write([], [record.op]);
    return this.store.write([{ ...record, status: "open", answer: open, message: told, changes: record.changes.filter((change) => cells.has(change.cell)), justifications: [] }]);
  }

  /** What waits behind it was typed over this very change. */
  async rebase(record, revision, same, cell) {
    const others = (await this.store.all()).filter((one) => one.op !== record.op && one.url === record.url && one.status === "waiting");
    for (const one of others) {
      if (same ? !same(one) : !one.changes.some((change) => change.cell === cell)) continue;
      if (same) one.base = revision; else for (const change of one.changes) if (change.cell === cell) change.base = revision;
      await this.store.write([one]);
    }
  }
}

function bodyOf(record) {
  if (record.kind === "cells") return JSON.stringify({ op: record.op, changes: record.changes.map(later), justifications: record.justifications });
  const data = new FormData();
  data.append("op", record.op);
  for (const [name, value] of record.fields) data.append(name, name === `b.${record.heading}` ? record.base : value);
  return data;
}
