// What is written under the headings goes to the server heading by heading, and to this machine's storage first. As with
// figures: a piece of writing keeps its id until it is answered, and what was written after it builds on its revision.

import { here, orphans } from "../core/offline/alive.js";
import { csrfToken, post } from "../core/offline/post.js";
import { Store, turn, uuid } from "../core/offline/store.js";

const FIRST_RETRY = 3000, LAST_RETRY = 60000;

/**
 * The headings that are not kept by the server yet. `read(heading)` gives {label, base, text, fields} as it stands on the
 * page; `accepted(heading, json)`, `met(heading, theirs)` and `state(name, detail)` are called with what comes of it.
 */
export class UnsentText {
  constructor({ url, title, read, accepted, met, state }) {
    Object.assign(this, { url, title, read, accepted, met, state });
    this.store = Store.of(document.body.dataset.person || "nobody");
    this.sealed = [];
    this.drafts = new Map();
    this.open = new Map();
    this.delay = FIRST_RETRY;
    addEventListener("online", () => this.retry());
  }

  /** What earlier pages left, oldest first; theirs no more. */
  async inherit() {
    const mine = (await this.store.all()).filter((record) => record.kind === "passage" && record.url === this.url);
    return mine.length ? orphans(mine) : [];
  }

  get empty() { return !this.sealed.length && !this.drafts.size; }
  holds(heading) { return this.drafts.has(heading) || this.sealed.some((record) => record.heading === heading); }

  /** The heading as it stands now waits for sending. */
  async touch(heading) {
    const before = this.drafts.get(heading), now = this.read(heading);
    const record = { op: uuid(), seq: turn(), at: new Date().toISOString(), ...before, ...now, kind: "passage", status: "waiting", heading, url: this.url, page: here,
      place: this.url, title: this.title };
    this.drafts.set(heading, record);
    const open = this.open.get(heading);
    this.open.delete(heading);
    await this.store.write([record], open ? [open.op] : []);
  }

  /** Put what an earlier page left in the queue of this one. */
  adopt(record) {
    this.sealed.push(Object.assign(record, { page: here }));
    return this.store.write([record]);
  }

  /** Somebody else's text stands there: kept, not sent, until the person has chosen. */
  hold(heading, theirs, record = this.drafts.get(heading)) {
    this.drafts.delete(heading);
    const open = { ...record, status: "open", page: here, answer: [{ kind: "conflict", ...theirs }] };
    this.open.set(heading, open);
    return this.store.write([open]);
  }

  /** Nothing of a heading is left to do. */
  drop(heading) {
    const gone = [...this.sealed, ...this.drafts.values(), ...this.open.values()].filter((record) => record.heading === heading);
    this.sealed = this.sealed.filter((record) => record.heading !== heading);
    this.drafts.delete(heading);
    this.open.delete(heading);
    return this.store.write([], gone.map((record) => record.op));
  }

  /** The form goes to the server as a whole; whether it arrived, the next page sees by the revisions it shows. */
  posted() { return this.store.write([...this.sealed, ...this.drafts.values()].map((record) => ({ ...record, posted: true }))); }

  schedule(wait) { clearTimeout(this.timer); this.timer = setTimeout(() => this.flush(), wait); }
  retry() { this.delay = FIRST_RETRY; return this.flush(); }

  async flush(leaving = false) {
    clearTimeout(this.timer);
    if (leaving || !this.sealed.length) {
      this.sealed.push(...this.drafts.values());
      this.drafts.clear();
    }
    if (this.sending || !this.sealed.length) return;
    this.sending = true;
    this.state("saving");
    const record = this.sealed[0], body = new FormData();
    body.append("op", record.op);
    for (const [name, value] of record.fields) body.append(name, name === `b.${record.heading}` ? record.base : value);
    const reply = await post(this.url, body, csrfToken(), leaving);
    this.sending = false;
    if (reply.kind === "accepted") { await this.settle(record, reply.json); return; }
    if (reply.kind === "unreadable") {
      // Too long, or a mark of secrecy: it waits for the next change.
      this.sealed.shift();
      if (!this.drafts.has(record.heading)) this.drafts.set(record.heading, record);
      this.state("rejected", reply.message);
      return;
    }
    if (reply.kind !== "cut" && reply.kind !== "again") { this.state(reply.kind, reply.message); return; }
    this.state("unsent");
    this.schedule(this.delay);
    this.delay = Math.min(this.delay * 2, LAST_RETRY);
  }

  async settle(record, json) {
    const { heading, op } = record, theirs = json.met[heading], revision = json.saved[heading];
    this.delay = FIRST_RETRY;
    this.sealed.shift();
    if (theirs) {
      // What was written after it, over the same base, meets the same text: one question, with the newest.
      const newest = [record, ...this.sealed.filter((one) => one.heading === heading), this.drafts.get(heading)].filter(Boolean).pop();
      const older = [record, ...this.sealed.filter((one) => one.heading === heading)].filter((one) => one.op !== newest.op);
      this.sealed = this.sealed.filter((one) => one.heading !== heading);
      await this.store.write([], older.map((one) => one.op));
      await this.hold(heading, theirs, newest);
      this.met(heading, theirs, json);
    } else {
      const behind = [...this.sealed, ...this.drafts.values()].filter((one) => one.heading === heading);
      for (const one of behind) one.base = revision;
      await this.store.write(behind, [op]);
      if (document.body.dataset.keeps) await this.store.keepFresh(this.url, { [heading]: { fields: record.fields, revision } });
      this.accepted(heading, revision, json);
    }
    if (!this.empty) this.schedule(0);
  }
}
