// On every page: sends what waits, keeps a report's pages at hand, and says in one band how the line is and what waits. Most
// visits need nothing of it: each part is fetched when there is something for it to do.

import { here as page } from "./alive.js";
import { Store, left, size } from "./store.js";

const CALM = 1500;
const place = document.querySelector("[data-offline]");
if (place) begin(place.dataset);

/** The band, fetched with the first thing to say. */
function bandOf() {
  let band = null;
  return async (facts) => {
    if (!band && !Object.values(facts).some((fact) => fact && fact !== "idle")) return;
    if (!band) band = import("./band.js").then(({ Band }) => new Band(place));
    (await band).show(facts);
  };
}

function begin({ worker, here, device, signOut }) {
  const { person, shared, keeps } = document.body.dataset, show = bandOf();
  // Before signing in, only that something waits is said: not whose it is, nor what.
  if (!person) { show({ left: left() }); return; }
  const store = Store.of(person), kept = document.documentElement.dataset.keptAt;
  let sending = null;
  const sender = () => {
    sending = sending || import("./sender.js").then(({ Sender }) => new Sender({ store, probe: here, say: (state) => show({ state }) }));
    return sending;
  };
  const count = async () => {
    const all = await store.all(), sum = (records) => records.reduce((total, record) => total + size(record), 0);
    // What this very page asks stands at its cell already.
    const open = all.filter((record) => record.status !== "waiting" && record.page !== page);
    await show({ waiting: sum(all.filter((record) => record.status === "waiting")), open: sum(open), left: left(person) });
    return all.length;
  };
  const away = async () => {
    show({ state: "away" });
    const one = await sender();
    one.lost = true;
    one.again();
  };
  const look = async () => { if (await count()) (await sender()).soon(); };
  store.listen(count);
  addEventListener("offline", away);
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  // An open table or text notices a cut before the browser does.
  addEventListener("tienbo:cut", away);
  if (kept || !navigator.onLine) away().then(async () => (await sender()).soon()); else look();
  for (const button of document.querySelectorAll("[data-send-now]")) button.addEventListener("click", async () => (await sender()).soon());
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { signOutOf } = await import("./leave.js");
      signOutOf(form, store, signOut);
    });
  }
  // Nobody's pages but this person's; and on his own device those of the report that he fills.
  if (!keeps && !("caches" in window)) return;
  setTimeout(async () => {
    if (!keeps && shared !== "1" && !(await caches.keys()).some((name) => name.startsWith("offline-"))) return;
    const { keepAtHand } = await import("./keep.js");
    const told = (n) => {
      const line = document.querySelector("[data-at-hand]");
      line.textContent = place.querySelector("template").content.querySelector('[data-w="at_hand"]').textContent.replace("{n}", n);
      line.hidden = false;
    };
    keepAtHand({ worker, device, told }).catch(() => { /* The browser will not: the queue alone is kept. */ });
  }, keeps && shared === "0" ? CALM : 0);
}
