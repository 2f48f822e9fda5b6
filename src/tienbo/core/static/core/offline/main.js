// On every page: sends what waits, keeps a report's pages at hand, and says in one band how the line is and what waits. What
// is needed once the line is cut must be here before.

import { here as page } from "./alive.js";
import { Band } from "./band.js";
import { keepAtHand } from "./keep.js";
import { signOutOf } from "./leave.js";
import { Sender } from "./sender.js";
import { Store, left, size } from "./store.js";

const CALM = 1500;
const place = document.querySelector("[data-offline]");
if (place) begin(place.dataset);

function begin({ worker, here, device, signOut }) {
  const { person, shared, keeps } = document.body.dataset, band = new Band(place);
  // Before signing in, only that something waits is said: not whose it is, nor what.
  if (!person) { band.show({ left: left() }); return; }
  const store = Store.of(person), kept = document.documentElement.dataset.keptAt;
  const sender = new Sender({ store, probe: here, say: (state) => band.show({ state }) });
  const count = async () => {
    const all = await store.all(), sum = (records) => records.reduce((total, record) => total + size(record), 0);
    // What this very page asks stands at its cell already.
    const open = all.filter((record) => record.status !== "waiting" && record.page !== page);
    band.show({ waiting: sum(all.filter((record) => record.status === "waiting")), open: sum(open), left: left(person) });
  };
  const away = () => {
    band.show({ state: "away" });
    sender.lost = true;
    sender.again();
  };
  store.listen(count);
  addEventListener("offline", away);
  // An open table or text notices a cut before the browser does.
  addEventListener("tienbo:cut", away);
  if (kept || !navigator.onLine) away();
  count().then(() => sender.soon());
  for (const button of document.querySelectorAll("[data-send-now]")) button.addEventListener("click", () => sender.soon());
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      signOutOf(form, store, signOut);
    });
  }
  // Nobody's pages but this person's; and on his own device those of the report that he fills.
  if (!keeps && !("caches" in window)) return;
  setTimeout(async () => {
    if (!keeps && shared !== "1" && !(await caches.keys()).some((name) => name.startsWith("offline-"))) return;
    const told = (n) => {
      const line = document.querySelector("[data-at-hand]");
      line.textContent = place.querySelector("template").content.querySelector('[data-w="at_hand"]').textContent.replace("{n}", n);
      line.hidden = false;
    };
    keepAtHand({ worker, device, told }).catch(() => { /* The browser will not: the queue alone is kept. */ });
  }, keeps && shared === "0" ? CALM : 0);
}
