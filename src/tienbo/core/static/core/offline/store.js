// What was typed and is not settled yet, kept on this machine: one database per person, so that nobody's figures lie among
// another's. On a shared device, and where the browser keeps nothing, it all stays in the page's memory; so does a single
// write that the browser refuses (no room is left): memory and database are read as one.
//
// An operation is {op, seq, kind: cells | passage, url, page, place, title, at, status, ...}: `op` the id under which the
// server knows it, `page` the open page it belongs to, `place` the address where it was typed, `at` when. `status` is
// waiting, open (the person must choose: `answer` says between what) or stopped (refused as a whole: `message`).

const COUNTS = "tienbo.waiting.", SHARED = document.body.dataset.shared === "1";
const stores = new Map();

export class Store {
  static of(person) {
    if (!stores.has(person)) stores.set(person, new Store(person));
    return stores.get(person);
  }

  constructor(person) {
    this.person = person;
    this.memory = { operations: new Map(), fresh: new Map() };
    this.heard = new Set();
    if (typeof BroadcastChannel !== "function") return;
    this.channel = new BroadcastChannel(`tienbo.offline|${person}`);
    this.channel.addEventListener("message", () => this.tell());
  }

  /** Call `act` whenever something was put in or taken out, on this page or another. */
  listen(act) { this.heard.add(act); }
  tell() { for (const act of this.heard) act(); }

  async database() {
    if (typeof indexedDB === "undefined" || (SHARED && !counted(this.person))) return null;
    if (!this.opening) this.opening = open(`tienbo-${this.person}`, () => { this.opening = null; }).catch(() => null);
    return this.opening;
  }

  /** Every operation, in the order in which it was typed. */
  async all() {
    const found = new Map((await this.lying()).map((record) => [record.op, record]));
    for (const [op, record] of this.memory.operations) found.set(op, record);
    return [...found.values()].sort((a, b) => a.seq - b.seq);
  }

  /** What outlives the page. */
  async lying() {
    const db = await this.database();
    return db ? request(db, "operations", (store) => store.getAll()).catch(() => []) : [];
  }

  /** Put operations in and take others (by id) out, both or neither. */
  write(records, gone = []) {
    return this.change("operations", new Map(records.map((record) => [record.op, record])), gone).then(() => this.count()).then(() => {
      this.tell();
      if (this.channel) this.channel.postMessage({ changed: true });
    });
  }

  /** What the server has kept since a page was laid by: {key: {…, revision}} under the address it was sent to. */
  async fresh(url) {
    const db = await this.database(), refused = this.memory.fresh.get(url);
    const found = refused || (db && await request(db, "fresh", (store) => store.get(url)).catch(() => null));
    return found ? found.kept : {};
  }

  async keepFresh(url, kept) {
    const record = { url, kept: { ...(await this.fresh(url)), ...kept } };
    return this.change("fresh", new Map([[url, record]]));
  }

  /** Records (by their key) in, keys out: in the database, or in memory what it does not take. */
  async change(name, records, gone = []) {
    const db = await this.database(), memory = this.memory[name];
    const kept = db && await written(db, name, (store) => {
      for (const key of gone) store.delete(key);
      for (const record of records.values()) store.put(record);
    });
    for (const key of gone) memory.delete(key);
    for (const [key, record] of records) if (kept) memory.delete(key); else memory.set(key, record);
    // There is room for taking out, always: what is settled must not be found again beside what took its place.
    if (db && !kept && gone.length) await written(db, name, (store) => { for (const key of gone) store.delete(key); });
  }

  /** How many things typed are not settled; others see this number and nothing else. */
  async count() {
    const sum = (records) => records.reduce((total, record) => total + size(record), 0), lies = sum(await this.lying());
    // Others are told of what they could find here later, not of what goes with this page.
    try { if (lies) localStorage.setItem(COUNTS + this.person, lies); else localStorage.removeItem(COUNTS + this.person); } catch { /* Counted on the page alone. */ }
    return sum(await this.all());
  }

  /** Nothing of the person is left. */
  async clear() {
    const db = await this.database();
    for (const name of ["operations", "fresh"]) {
      if (db) await written(db, name, (store) => store.clear());
      this.memory[name].clear();
    }
    await this.count();
    if (db) { db.close(); indexedDB.deleteDatabase(`tienbo-${this.person}`); this.opening = null; }
    this.tell();
  }
}

/** Whether something lies here from before the device was said to be shared: it is sent before nothing is kept any more. */
function counted(person) { try { return Number(localStorage.getItem(COUNTS + person)) > 0; } catch { return false; } }

/** How many things an operation holds. */
export function size(record) {
  return record.kind === "cells" ? record.changes.length + record.justifications.length || 1 : 1;
}

/** How much other people (all, when there is no person) have left on this machine. */
export function left(person = "") {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(COUNTS) && key !== COUNTS + person)
      .reduce((sum, key) => sum + (Number(localStorage.getItem(key)) || 0), 0);
  } catch { return 0; }
}

function open(name, closed) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("operations", { keyPath: "op" });
      asked.result.createObjectStore("fresh", { keyPath: "url" });
    };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      // Whoever wipes it, on another page, need not wait for this one.
      asked.result.onversionchange = () => { asked.result.close(); closed(); };
      resolve(asked.result);
    };
  });
}

/** The answer of a database to one question. */
async function request(db, name, ask) {
  const asked = ask(db.transaction(name).objectStore(name));
  return new Promise((resolve, reject) => { asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error); });
}

/** Whether a change was written, all of it; if not, nothing of it. */
async function written(db, name, act) {
  let transaction;
  try {
    transaction = db.transaction(name, "readwrite");
    act(transaction.objectStore(name));
    // A page that goes away has no time to wait for answers: said now, it holds.
    if (transaction.commit) transaction.commit();
    await new Promise((resolve, reject) => { transaction.oncomplete = resolve; transaction.onerror = transaction.onabort = reject; });
    return true;
  } catch {
    try { transaction.abort(); } catch { /* It never began, or is over. */ }
    return false;
  }
}

export function uuid() {
  // randomUUID exists only in secure contexts; an office server may be plain HTTP.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

let last = 0;
/** A number that grows with each operation of this browser. */
export function turn() {
  last = Math.max(Date.now(), last + 0.001);
  return last;
}
