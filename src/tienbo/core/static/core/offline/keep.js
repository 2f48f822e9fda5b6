// Pages at hand: the pages of a report that a person may fill are laid by on his own device, in the background. Browsers
// allow it over HTTPS (and on this machine itself); elsewhere only what was typed is kept, on the open page and in the queue.

const { person, shared, keeps } = document.body.dataset;
const AGAIN = 20 * 60e3;

export const possible = "serviceWorker" in navigator && "caches" in window;

/** Take away the kept pages of everybody, or of everybody but this person. */
export async function forgetPages(but = "") {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) if (name.startsWith("offline-") && !(but && name.startsWith(`offline-${but}-`))) await caches.delete(name);
}

/** No worker, no pages. */
export async function forgetDevice() {
  await stopKeeping();
  await forgetPages();
  if (!possible) return;
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("shell-")) await caches.delete(name);
}

/** What is under way must not be laid by after it was taken away. */
export async function stopKeeping() {
  const registration = possible && await navigator.serviceWorker.getRegistration();
  if (registration && registration.active) registration.active.postMessage({ stop: true });
  try { for (const key of Object.keys(sessionStorage)) if (key.startsWith("tienbo.keep|")) sessionStorage.removeItem(key); } catch { /* Nothing was remembered. */ }
}

/** Every page that can be opened without a connection: [{path, title, at}], the newest copy of each. */
export async function pagesKept() {
  const found = new Map();
  if (!("caches" in window) || !person) return [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(`offline-${person}-`)) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request), text = await kept.text(), path = new URL(request.url).pathname;
      const at = kept.headers.get("X-Kept-At"), title = new DOMParser().parseFromString(text, "text/html").title;
      if (!found.has(path) || found.get(path).at < at) found.set(path, { path, title, at });
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Lay by what belongs to the report of this page. `told(count)` when it is done. */
export async function keepAtHand({ worker, device, told }) {
  if (!possible || !person) return;
  if (shared === "1") { await forgetDevice(); return; }
  await forgetPages(person);
  if (!keeps || document.documentElement.dataset.keptAt || document.documentElement.dataset.away !== undefined) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => { if (data && data.kept) told(data.kept); });
  await navigator.serviceWorker.register(worker);
  const registration = await navigator.serviceWorker.ready;
  const key = `tienbo.keep|${person}|${keeps}`, before = Number(sessionStorage.getItem(key)) || 0;
  if (Date.now() - before < AGAIN && location.pathname !== keeps) return;
  const links = await linksOf(keeps);
  if (!links.length) return;
  sessionStorage.setItem(key, Date.now());
  registration.active.postMessage({ keep: [...new Set([location.pathname, keeps, ...links, device])], person });
}

/** The addresses that a report's own page names as its pages. */
async function linksOf(hub) {
  let page = document;
  if (location.pathname !== hub) {
    const answer = await fetch(hub, { headers: { "Tienbo-Keep": "1" }, credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return [];
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  return [...page.querySelectorAll("[data-keep] a[href]")].map((link) => new URL(link.getAttribute("href"), location.origin + hub).pathname).filter((path) => path.startsWith(hub));
}
