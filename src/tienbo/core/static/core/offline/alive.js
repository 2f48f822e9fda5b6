// Which pages are open: what a page has typed is its own while it lives; what a page left behind that is gone, any other
// page of the same person takes over.

import { uuid } from "./store.js";

const HELLO = 200;
export const here = uuid();
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("tienbo.pages") : null;
const answered = new Set();
if (channel) {
  channel.addEventListener("message", ({ data }) => { if (data.here) answered.add(data.here); else channel.postMessage({ here }); });
}

/** Of these pages those that answer; this one always. */
export async function alive(pages) {
  const others = pages.filter((page) => page !== here);
  if (!others.length || !channel) return new Set([here]);
  answered.clear();
  channel.postMessage({ who: true });
  await new Promise((done) => { setTimeout(done, HELLO); });
  return new Set([here, ...answered]);
}

/** The operations that belong to no open page. */
export async function orphans(records) {
  const living = await alive([...new Set(records.map((record) => record.page))]);
  return records.filter((record) => !living.has(record.page));
}
