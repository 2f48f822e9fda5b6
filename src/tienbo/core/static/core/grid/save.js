// What was typed goes to the server in small batches, and to this machine's storage first: a dropped line, a closed lid or
// a crash loses nothing. A batch keeps its id until the server has answered it, so sending it twice is one act.

const WAIT = 600, FIRST_RETRY = 2000, LAST_RETRY = 60000;

/**
 * The outbox of one table.
 * `answer(json, changes)` is called with each reply; `state(name, detail)` with saving, saved, unsent, signed_out, closed, rejected.
 */
export class Outbox {
  constructor({ url, owner, token, answer, state }) {
    Object.assign(this, { url, token, answer, state });
    this.key = `tienbo.grid|${owner}|${url}`;
    this.inflight = null;
    this.pending = new Map();
    this.reasons = new Map();
    this.delay = FIRST_RETRY;
    this.sending = false;
    addEventListener("online", () => this.retry());
  }

  /** Changes kept from an earlier visit: [{cell, text, flag, note, base}], the newest of each cell. */
  restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.key) || "null"); } catch { kept = null; }
    if (!kept) return [];
    this.inflight = kept.inflight || null;
    this.pending = new Map((kept.pending || []).map((change) => [change.cell, change]));
    this.reasons = new Map((kept.reasons || []).map((reason) => [`${reason.row}|${reason.code}`, reason]));
    const newest = new Map();
    for (const change of [...(this.inflight ? this.inflight.changes : []), ...this.pending.values()]) newest.set(change.cell, change);
    if (!this.empty) this.schedule(0);
    return [...newest.values()];
  }

  get empty() { return !this.inflight && !this.pending.size && !this.reasons.size; }
  get count() { return this.pending.size + this.reasons.size + (this.inflight ? this.inflight.changes.length : 0); }
  holds(cell) { return this.pending.has(cell) || Boolean(this.inflight && this.inflight.changes.some((change) => change.cell === cell)); }

  put(change) {
    this.pending.set(change.cell, change);
    this.keep();
    this.schedule(WAIT);
  }

  justify(reason) {
    this.reasons.set(`${reason.row}|${reason.code}`, reason);
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
    if (!this.inflight) {
      if (!this.pending.size && !this.reasons.size) return;
      this.inflight = { op: uuid(), changes: [...this.pending.values()], justifications: [...this.reasons.values()] };
      this.pending.clear();
      this.reasons.clear();
      this.keep();
    }
    this.sending = true;
    this.state("saving");
    const batch = this.inflight;
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
    // A redirect leads to the page for signing in, which may well answer 200 and JSON.
    if (reply && (reply.redirected || reply.status === 401 || reply.status === 403)) return this.state("signed_out");
    if (reply && reply.ok && json) return this.accepted(batch, json);
    if (reply && reply.status === 409) return this.state("closed", json && json.message);
    if (reply && (reply.status === 400 || reply.status === 422)) return this.unreadable(batch, json);
    this.state("unsent");
    this.schedule(this.delay);
    this.delay = Math.min(this.delay * 2, LAST_RETRY);
  }

  accepted(batch, json) {
    this.inflight = null;
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
    for (const reason of batch.justifications) this.reasons.set(`${reason.row}|${reason.code}`, reason);
    this.inflight = null;
    this.keep();
    this.state("rejected", json && json.message);
  }

  keep() {
    try {
      if (this.empty) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ inflight: this.inflight, pending: [...this.pending.values()], reasons: [...this.reasons.values()] }));
    } catch { /* Storage full or forbidden: the page itself still holds everything, and beforeunload warns. */ }
  }
}

/** The token of the cookie, since signing in again in another tab changes it; else that of the page. */
export function csrfToken(form) {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? decodeURIComponent(cookie[1]) : form.elements.csrfmiddlewaretoken.value;
}

function uuid() {
  // randomUUID exists only in secure contexts; an office server may be plain HTTP.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
