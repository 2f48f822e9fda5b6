// What was typed goes to the server in small batches, and to this machine's storage first: a dropped line, a closed lid or
// a crash loses nothing. A batch keeps its id until the server has answered it, so sending it twice is one act.

import { here, orphans } from "../offline/alive.js";
import { later, post } from "../offline/post.js";
import { Store, turn, uuid } from "../offline/store.js";

const WAIT = 600, FIRST_RETRY = 2000, LAST_RETRY = 60000;

/**
 * The outbox of one table. `batches` have an id and wait for their answer, the first is under way; `pending` changes and
 * `reasons` make the next one; `open` cells wait for an answer of the person and are kept until they have one.
 * `answer(json, changes)` is called with each reply; `state(name, detail)` with saving, saved, unsent, signed_out,
 * forbidden, closed, rejected; `restored(changes)` with what an earlier page could not send, the newest of each cell.
 * `label(cell)` names a cell, `title` the table, for the list of what waits.
 */
export class Outbox {
  constructor({ url, owner, token, answer, state, restored, label, title }) {
    Object.assign(this, { url, token, answer, state, restored, label, title });
    this.store = Store.of(owner);
    this.batches = [];
    this.pending = new Map();
    this.reasons = new Map();
    this.open = new Map();
    this.openId = uuid();
    this.written = [];
    this.delay = FIRST_RETRY;
    this.sending = false;
    this.cut = false;
    this.renew();
    addEventListener("online", () => this.retry());
    this.inherit();
  }

  renew() { Object.assign(this, { draft: uuid(), seq: 0, at: "" }); }

  /** Take over what pages left that are gone. What was typed on this page meanwhile is newer. */
  async inherit() {
    const mine = (await this.store.all()).filter((record) => record.kind === "cells" && record.url === this.url);
    if (!mine.length) return;
    const taken = (await orphans(mine)).map((record) => ({ ...record, changes: record.changes.map(later) }));
    if (!taken.length) return;
    const newest = new Map();
    for (const record of taken) for (const change of record.changes) newest.set(change.cell, change);
    const fresh = [...newest.values()].filter((change) => !this.holds(change.cell));
    this.batches.push(...taken.filter((record) => record.status === "waiting"));
    // What the server had an answer to is asked anew, and shown where it stands: the answer may be another one by now.
    for (const { changes, justifications } of taken.filter((record) => record.status !== "waiting")) {
      for (const change of changes) if (!this.holds(change.cell)) this.pending.set(change.cell, change);
      for (const reason of justifications) if (!this.reasons.has(name(reason))) this.reasons.set(name(reason), reason);
    }
    this.written.push(...taken.map((record) => record.op));
    this.restored(fresh);
    this.keep();
    this.schedule(0);
  }

  get empty() { return !this.batches.length && !this.pending.size && !this.reasons.size; }
  get count() { return this.pending.size + this.reasons.size + this.batches.reduce((sum, batch) => sum + batch.changes.length, 0); }
  holds(cell) { return this.pending.has(cell) || this.batches.some((batch) => batch.changes.some((change) => change.cell === cell)); }

  put(change) {
    this.open.delete(change.cell);
    this.pending.set(change.cell, this.cut ? later(change) : change);
    this.keep();
    this.schedule(WAIT);
  }

  justify(reason) {
    this.reasons.set(name(reason), reason);
    this.keep();
    this.schedule(WAIT);
  }

  /** A cell that only the person can settle: kept, not sent. `answer`: {kind: conflict | refused, …} as it was told. */
  hold(change, answer) {
    this.open.set(change.cell, { change, answer });
    this.keep();
  }

  /** The person has settled a cell without sending anything. */
  settle(cell) { if (this.open.delete(cell)) this.keep(); }

  /** The revision of a cell moved: what waits for sending builds on the new one. */
  rebase(cell, revision) {
    const waiting = [...this.pending.values(), ...this.batches.flatMap((batch) => batch.changes)].filter((change) => change.cell === cell);
    for (const change of waiting) change.base = revision;
  }

  /** Nothing of a cell is left to do. */
  drop(cell) {
    this.pending.delete(cell);
    this.open.delete(cell);
    this.keep();
  }

  schedule(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  retry() {
    this.delay = FIRST_RETRY;
    clearTimeout(this.timer);
    this.inherit();
    this.flush();
  }

  /** What waits for sending becomes a batch: its content does not change any more. */
  seal() {
    if (!this.pending.size && !this.reasons.size) return;
    this.batches.push({ op: this.draft, seq: this.seq || turn(), at: this.at, changes: [...this.pending.values()], justifications: [...this.reasons.values()] });
    this.pending.clear();
    this.reasons.clear();
    this.renew();
    this.keep();
  }

  /** Send what there is. `leaving`: the page goes away, so ask the browser to finish the request without it. */
  async flush(leaving = false) {
    // A page that sleeps may be taken for gone, and its operations be sent by another: they must not change afterwards.
    if (leaving || !this.batches.length) this.seal();
    if (this.sending || !this.batches.length) return;
    this.sending = true;
    this.state("saving");
    const batch = this.batches[0];
    const { op, changes, justifications } = batch;
    const reply = await post(this.url, JSON.stringify({ op, changes, justifications }), this.token(), leaving);
    this.sending = false;
    this.cut = reply.kind === "cut";
    if (reply.kind === "accepted") return this.accepted(batch, reply.json);
    if (reply.kind === "unreadable") return this.unreadable(batch, reply.message);
    if (reply.kind !== "cut" && reply.kind !== "again") return this.state(reply.kind, reply.message);
    if (this.cut) { batch.changes = batch.changes.map(later); this.keep(); }
    this.state("unsent");
    this.schedule(this.delay);
    this.delay = Math.min(this.delay * 2, LAST_RETRY);
  }

  accepted(batch, json) {
    this.batches.shift();
    this.delay = FIRST_RETRY;
    for (const { cell, revision } of json.saved || []) this.rebase(cell, revision);
    this.answer(json, batch.changes);
    this.keep();
    this.remember(json, batch.changes);
    if (this.empty) this.state("saved", json.saved_at);
    else this.schedule(0);
  }

  /** A copy of the page that was laid by earlier does not know what was saved since. */
  remember(json, changes) {
    const notes = new Map(changes.map((change) => [change.cell, change.note]));
    const kept = Object.fromEntries((json.saved || []).map((one) => [one.cell, { text: one.text, flag: one.flag || "", note: notes.get(one.cell) || "", revision: one.revision }]));
    if (document.body.dataset.keeps) this.store.keepFresh(this.url, kept);
  }

  /** Sending the same bytes again is of no use: keep them with what comes next. */
  unreadable(batch, message) {
    for (const change of batch.changes) if (!this.pending.has(change.cell)) this.pending.set(change.cell, change);
    for (const reason of batch.justifications) this.reasons.set(name(reason), reason);
    this.batches.shift();
    this.keep();
    this.state("rejected", message);
  }

  /** What stands here is what lies in the machine's storage. */
  keep() {
    this.seq = this.seq || turn();
    this.at = this.at || new Date().toISOString();
    const records = this.batches.map((batch) => this.record(batch));
    if (this.pending.size || this.reasons.size) {
      records.push(this.record({ op: this.draft, seq: this.seq, at: this.at, changes: [...this.pending.values()], justifications: [...this.reasons.values()] }));
    }
    if (this.open.size) {
      const open = [...this.open.values()];
      records.push({ ...this.record({ op: this.openId, seq: this.seq, at: this.at, changes: open.map((one) => one.change), justifications: [] }),
        status: "open", answer: open.map((one) => one.answer) });
    }
    const ops = new Set(records.map((record) => record.op)), gone = this.written.filter((op) => !ops.has(op));
    this.written = [...ops];
    if (records.length || gone.length) this.store.write(records, gone);
  }

  record({ op, seq, at, changes, justifications }) {
    const labels = Object.fromEntries(changes.map((change) => [change.cell, this.label(change.cell)]));
    return { op, seq, at, kind: "cells", url: this.url, page: here, place: location.pathname, title: this.title, status: "waiting",
      changes: changes.map((change) => ({ ...change })), justifications: [...justifications], labels };
  }
}

const name = (reason) => `${reason.row}|${reason.code}`;
