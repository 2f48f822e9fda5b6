// On every page: sends what waits, keeps a report's pages at hand, and says in one band how the line is and what waits.

import { Band } from "./band.js";
import { keepAtHand } from "./keep.js";
import { guardSignOut } from "./leave.js";
import { Sender } from "./sender.js";
import { Store, left, size } from "./store.js";

const place = document.querySelector("[data-offline]");
if (place) begin(place.dataset, new Band(place));

function begin({ worker, here, device, signOut }, band) {
  const { person } = document.body.dataset;
  // Before signing in, only that something waits is said: not whose it is, nor what.
  if (!person) { band.show({ left: left() }); return; }
  const store = Store.of(person), sender = new Sender({ store, probe: here, say: (state) => band.show({ state }) });
  const count = async () => {
    const all = await store.all();
    const sum = (records) => records.reduce((total, record) => total + size(record), 0);
    band.show({ waiting: sum(all.filter((record) => record.status === "waiting")), open: sum(all.filter((record) => record.status !== "waiting")), left: left(person) });
    return all.length;
  };
  store.listen(count);
  const away = () => {
    sender.lost = true;
    band.show({ state: "away" });
    sender.again();
  };
  addEventListener("offline", away);
  // An open table or text notices a cut before the browser does.
  addEventListener("tienbo:cut", away);
  guardSignOut(store, signOut);
  const kept = document.documentElement.dataset.keptAt;
  if (kept || !navigator.onLine) away();
  count().then(() => sender.soon());
  for (const button of document.querySelectorAll("[data-send-now]")) button.addEventListener("click", () => sender.soon());
  keepAtHand({ worker, device, told: (n) => band.atHand(n) }).catch(() => { /* The browser will not: the queue alone is kept. */ });
}
