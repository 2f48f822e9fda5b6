// What was typed goes to the server in small batches, and to this machine's storage first: a dropped line, a closed lid or
// a crash loses nothing. A batch keeps its id until the server has answered it, so sending it twice is one act.

import { Shelf, uuid } from "./shelf.js";

const WAIT = 600, FIRST_RETRY = 2000, LAST_RETRY = 60000;

/**
 * The outbox of one table. `batches` have an id and wait for their answer, the first is under way; `pending` changes and
 * `reasons` make the next one.
 * `answer(json, changes)` is called with each reply; `state(name, detail)` with saving, saved, unsent, signed_out,
 * forbidden, closed, rejected; `restored(changes)` with what an earlier page could not send, the newest of each cell.
 */
export class Outbox {
  constructor({ url, owner, token, answer, state, restored }) {
    Object.assign(this, { url, token, answer, state });
    this.shelf = new Shelf(`${owner}|${url}`);
    this.batches = [];
    this.pending = new Map();
    this.reasons = new Map();
    this.delay = FIRST_RETRY;
    this.sending = false;
    this.cut = false;
    addEventListener("online", () => this.retry());
    this.shelf.inherit((queue) => this.take(queue, restored));
  }

  /** Take over what a page left that is gone. What was typed on this page meanwhile is newer. */
  take(queue, restored) {
    if (!queue) return true;
    const batches = queue.batches.map((batch) => ({ ...batch, changes: batch.changes.map(later) }));
    const newest = new Map();
    for (const change of [...batches.flatMap((batch) => batch.changes), ...queue.pending.map(later)]) newest.set(change.cell, change);
    const fresh = [...newest.values()].filter((change) => !this.holds(change.cell));
    this.batches.push(...batches);
    for (const change of queue.pending.map(later)) if (!this.pending.has(change.cell)) this.pending.set(change.cell, change);
    for (const reason of queue.reasons) this.reasons.set(name(reason), this.reasons.get(name(reason)) || reason);
    restored(fresh);
    this.schedule(0);
    return this.keep();
  }

  get empty() { return !this.batches.length && !this.pending.size && !this.reasons.size; }
  get count() { return this.pending.size + this.reasons.size + this.batches.reduce((sum, batch) => sum + batch.changes.length, 0); }
  holds(cell) { return this.pending.has(cell) || this.batches.some((batch) => batch.changes.some((change) => change.cell === cell)); }

  put(change) {
    this.pending.set(change.cell, this.cut ? later(change) : change);
    this.keep();
    this.schedule(WAIT);
  }

  justify(reason) {
    this.reasons.set(name(reason), reason);
    this.keep();
    this.schedule(WAIT);
  }

  /** The revision of a cell moved: what waits for sending builds on the new one. */
  rebase(cell, revision) {
    const waiting = this.pending.get(cell);
    if (waiting) { waiting.base = revision; this.keep(); }
  }

  drop(cell) { this.pending.delete(cell); this.keep(); }

  schedule(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  retry() { this.delay = FIRST_RETRY; clearTimeout(this.timer); this.flush(); }

  /** Send what there is. `leaving`: the page goes away, so ask the browser to finish the request without it. */
  async flush(leaving = false) {
    if (this.sending) return;
    if (!this.batches.length) {
      if (!this.pending.size && !this.reasons.size) return;
      this.batches.push({ op: uuid(), changes: [...this.pending.values()], justifications: [...this.reasons.values()] });
      this.pending.clear();
      this.reasons.clear();
      this.keep();
    }
    this.sending = true;
    this.state("saving");
    const batch = this.batches[0];
    let reply, json;
    try {
      reply = await fetch(this.url, {
        method: "POST", keepalive: leaving, credentials: "same-origin", redirect: "follow",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
        body: JSON.stringify(batch),
      });
      if ((reply.headers.get("Content-Type") || "").includes("json")) json = await reply.json();
    } catch { reply = null; }
    this.sending = false;
    this.cut = !reply;
    // A redirect leads to the page for signing in, which may well answer 200 and JSON.
    if (reply && reply.redirected) return this.state("signed_out");
    // The server says in words why this person types here no more; it has no words for one it does not know.
    if (reply && (reply.status === 404 || (reply.status === 403 && json))) return this.state("forbidden", json && json.message);
    if (reply && (reply.status === 401 || reply.status === 403)) return this.state("signed_out");
    if (reply && reply.ok && json) return this.accepted(batch, json);
    if (reply && reply.status === 409) return this.state("closed", json && json.message);
    if (reply && (reply.status === 400 || reply.status === 422)) return this.unreadable(batch, json);
    if (this.cut) { batch.changes = batch.changes.map(later); this.keep(); }
    this.state("unsent");
    this.schedule(this.delay);
    this.delay = Math.min(this.delay * 2, LAST_RETRY);
  }

  accepted(batch, json) {
    this.batches.shift();
    this.delay = FIRST_RETRY;
    for (const { cell, revision } of json.saved || []) this.rebase(cell, revision);
    this.keep();
    this.answer(json, batch.changes);
    if (this.empty) this.state("saved", json.saved_at);
    else this.schedule(0);
  }

  /** Sending the same bytes again is of no use: keep them with what comes next. */
  unreadable(batch, json) {
    for (const change of batch.changes) if (!this.pending.has(change.cell)) this.pending.set(change.cell, change);
    for (const reason of batch.justifications) this.reasons.set(name(reason), reason);
    this.batches.shift();
    this.keep();
    this.state("rejected", json && json.message);
  }

  keep() {
    return this.shelf.keep(this.empty ? null : { batches: this.batches, pending: [...this.pending.values()], reasons: [...this.reasons.values()] });
  }
}

const name = (reason) => `${reason.row}|${reason.code}`;

/** A typed change that could not be sent when it was typed. */
function later(change) { return change.how === "typed" ? { ...change, how: "offline" } : change; }

/** The token of the cookie, since signing in again in another tab changes it; else that of the page. */
export function csrfToken(form) {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? decodeURIComponent(cookie[1]) : form.elements.csrfmiddlewaretoken.value;
}
