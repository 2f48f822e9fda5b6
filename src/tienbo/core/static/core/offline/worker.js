// Shows a report's pages without a connection. It answers three questions only: one of our own files, a page that a person
// opens, and what a page asks it to lay by. Everything else, and all that is sent, goes to the server untouched.
//
// self.FACTS = {release, shell, statics} stands before this text (core.shell). Caches: `shell-RELEASE` holds this release's
// files; `offline-PERSON-RELEASE` that person's pages, which name those files. There is never more than one person's.

const { release, shell, statics } = self.FACTS;
const SHELL = `shell-${release}`, PATIENCE = 4000, PAUSE = 250, FRESH = 30 * 60e3, LONGEST = 14 * 24 * 3600e3, MOST = 160, AT = "X-Kept-At";
let stops = 0;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => { event.waitUntil(tidy().then(() => self.clients.claim())); });

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(statics)) event.respondWith(file(request, url));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});

self.addEventListener("message", (event) => {
  const { keep, person, stop } = event.data || {};
  if (stop) stops += 1;
  if (keep) event.waitUntil(keepAll(keep, person).then((count) => event.source && event.source.postMessage({ kept: count })));
});

/* ---- our own files ---- */

/** A name with a hash never changes its content, so the copy is as good as the server's; a plain name is asked for first. */
async function file(request, url) {
  const hashed = /\.[0-9a-f]{12}\.\w+$/.test(url.pathname), kept = await fileKept(request);
  if (hashed && kept) return kept;
  try { return await fetch(request); } catch (error) { if (kept) return kept; throw error; }
}

async function fileKept(request) {
  for (const name of await named("shell-")) {
    const found = await (await caches.open(name)).match(request, { ignoreVary: true });
    if (found) return found;
  }
  return null;
}

/* ---- pages ---- */

async function page(event, url) {
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok && answer.type === "basic") event.waitUntil(layBy(url, answer.clone()));
    return answer;
  });
  const kept = await pageKept(url.pathname);
  if (!kept) return asked.catch((error) => missing(error));
  const slow = new Promise((done) => { setTimeout(done, PATIENCE, null); });
  const answer = await Promise.race([asked.catch(() => null), slow]);
  // A proxy whose server is down answers in its place.
  if (answer && ![502, 503, 504].includes(answer.status)) return answer;
  asked.catch(() => null);
  return shown(kept);
}

/** The page of this address as it was laid by; none that is too old. */
async function pageKept(path) {
  for (const name of await named("offline-")) {
    const cache = await caches.open(name), found = await cache.match(path, { ignoreVary: true, ignoreSearch: true });
    if (found && age(found) < LONGEST) return found;
    if (found) await cache.delete(path, { ignoreVary: true });
  }
  return null;
}

/** A kept page says itself when it was kept. */
async function shown(kept, further = "") {
  const text = (await kept.text()).replace("<html ", `<html data-kept-at="${kept.headers.get(AT)}"${further} `);
  return new Response(text, { headers: kept.headers });
}

/** Nothing was laid by for this address: the page about this device says so, and what there is. */
async function missing(error) {
  for (const name of await named("offline-")) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (new URL(request.url).pathname.endsWith("/device/")) return shown(await cache.match(request), " data-missing");
  }
  throw error;
}

/** Keep a page that may be kept (data-keeps) for the person it was made for (data-person); a page of somebody else's ends what was kept. */
async function layBy(url, answer) {
  if (answer.redirected || !(answer.headers.get("Content-Type") || "").startsWith("text/html")) return false;
  const text = await answer.text(), person = (/<body data-person="([0-9a-f-]{36})"/.exec(text) || [])[1];
  if (!person) return false;
  for (const name of await named("offline-")) if (!name.startsWith(`offline-${person}-`)) await caches.delete(name);
  if (!/ data-shared="0" data-keeps="\/[^"]*"/.test(text)) return false;
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  headers.set(AT, new Date().toISOString());
  await (await caches.open(`offline-${person}-${release}`)).put(url.pathname, new Response(text, { headers }));
  return true;
}

/** Fetch what is not fresh, one by one, so that the server does not feel it. Returns how many of them are at hand. */
async function keepAll(addresses, person) {
  const before = stops;
  let count = 0;
  for (const address of addresses.slice(0, 40)) {
    const url = new URL(address, self.location.origin), cache = await caches.open(`offline-${person}-${release}`);
    if (url.origin !== self.location.origin) continue;
    const there = await cache.match(url.pathname, { ignoreVary: true });
    if (there && age(there) < FRESH) { count += 1; continue; }
    // What is kept is no visit: messages for the person stay for the next page that he opens.
    const answer = await fetch(url.pathname, { credentials: "same-origin", headers: { "Tienbo-Keep": "1" } }).catch(() => null);
    if (before !== stops || !answer) break;
    if (answer.ok && await layBy(url, answer)) count += 1;
    // The person left while this page was on its way.
    if (before !== stops) { await caches.delete(`offline-${person}-${release}`); break; }
    await new Promise((done) => { setTimeout(done, PAUSE); });
  }
  await tidy();
  return count;
}

/* ---- order ---- */

function age(kept) { return Date.now() - Date.parse(kept.headers.get(AT)); }

/** The caches of a kind, this release's first. */
async function named(beginning) {
  const names = (await caches.keys()).filter((name) => name.startsWith(beginning));
  return names.sort((a, b) => Number(b.endsWith(release)) - Number(a.endsWith(release)));
}

/** What is too old, too much or replaced goes; files of an earlier release go with the last page that names them. */
async function tidy() {
  const pages = await named("offline-"), seen = new Set(), needed = new Set([release]);
  for (const name of pages) {
    const cache = await caches.open(name), entries = [];
    for (const request of await cache.keys()) entries.push([request, age(await cache.match(request))]);
    let left = 0;
    for (const [request, old] of entries.sort((a, b) => a[1] - b[1])) {
      if (old > LONGEST || seen.has(request.url) || seen.size >= MOST) await cache.delete(request);
      else { seen.add(request.url); left += 1; }
    }
    if (left) needed.add(name.split("-").pop()); else await caches.delete(name);
  }
  for (const name of await named("shell-")) if (!needed.has(name.slice("shell-".length))) await caches.delete(name);
}
