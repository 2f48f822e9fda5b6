// What is not sent yet, kept on this machine. Each open page has a place of its own, so that two pages of one table never
// write over each other; what a page left behind that is gone, the next page takes over.

const HELLO = 200;

export class Shelf {
  /** `name`: of the person and the table. */
  constructor(name) {
    this.prefix = `tienbo.grid|${name}|`;
    this.mine = this.prefix + uuid();
    this.alive = new Set();
    if (typeof BroadcastChannel !== "function") return;
    this.channel = new BroadcastChannel(this.prefix);
    this.channel.addEventListener("message", ({ data }) => {
      if (data.here) this.alive.add(data.here); else this.channel.postMessage({ here: this.mine });
    });
  }

  /** Keep a queue, or nothing (null); false when the machine will not: the page itself still holds everything. */
  keep(queue) {
    try {
      if (queue) localStorage.setItem(this.mine, JSON.stringify(queue)); else localStorage.removeItem(this.mine);
      return true;
    } catch { return false; }
  }

  get others() {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && key !== this.mine); } catch { return []; }
  }

  /** Give `take` each queue of a page that is gone; it stays where it is until `take` says that it is kept elsewhere. */
  async inherit(take) {
    if (!this.others.length) return;
    if (this.channel) {
      this.channel.postMessage({ who: true });
      await new Promise((done) => { setTimeout(done, HELLO); });
    }
    for (const key of this.others) if (!this.alive.has(key) && take(read(key))) localStorage.removeItem(key);
  }

  /** Every queue that lies here, of pages that live as well. */
  get all() { return this.others.map(read).filter(Boolean); }

  clear() { for (const key of this.others) localStorage.removeItem(key); }
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
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
