// One band above the page, only when there is something to say: no connection, what waits, who must sign in. While there is
// no connection, what needs the server says so.

import { pagesKept } from "./keep.js";

export class Band {
  constructor(place) {
    this.place = place;
    this.words = Object.fromEntries([...place.querySelector("template").content.querySelectorAll("[data-w]")].map((word) => [word.dataset.w, word.textContent]));
    this.box = place.querySelector("[data-band]");
    this.facts = { state: "idle", waiting: 0, open: 0, left: 0 };
    this.off = new Set();
    // A link that leads to what is not there says so before it is followed.
    document.addEventListener("click", (event) => { const link = event.target.closest("a[data-needs]"); if (link) event.preventDefault(); });
    document.addEventListener("submit", (event) => { if (this.away && !event.defaultPrevented && event.target.method === "post" && !event.target.matches("[data-grid-form], #narrative")) event.preventDefault(); }, true);
  }

  get away() { return this.facts.state === "away"; }
  say(word, n, at = "") { return this.words[word].replace("{n}", n).replace("{at}", at); }

  show(facts) {
    const was = this.away;
    Object.assign(this.facts, facts);
    if (this.away) document.documentElement.dataset.away = ""; else delete document.documentElement.dataset.away;
    if (this.away !== was) this.needs();
    this.draw();
  }

  draw() {
    const { state, waiting, open, left } = this.facts, { device, signIn } = this.place.dataset, kept = document.documentElement.dataset.keptAt;
    const lines = [], all = waiting + open;
    if (this.away) {
      lines.push({ kind: "info", text: kept ? this.say("away_kept", 0, moment(kept)) : this.words.away });
    } else if (kept && state === "idle") {
      lines.push({ kind: "info", text: this.say("back", 0, moment(kept)), link: location.href, label: this.words.reload });
    }
    if (state === "signed_out" && all) lines.push({ kind: "warning", text: this.say("signed_out", all), link: `${signIn}?next=${encodeURIComponent(location.pathname)}`, label: this.words.sign_in });
    else if (open) lines.push({ kind: "warning", text: this.say("open", open), link: device, label: this.words.look });
    if (waiting && state !== "signed_out" && (this.away || !document.querySelector("[data-grid-form], #narrative"))) lines.push({ kind: "info", text: this.say("waiting", waiting), link: device, label: this.words.look });
    if (left) lines.push({ kind: "info", text: this.say(document.body.dataset.person ? "left" : "left_nobody", left) });
    const drawn = JSON.stringify(lines);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.box.replaceChildren(...lines.map((line) => this.line(line)));
    this.box.hidden = !lines.length;
  }

  line({ kind, text, link, label }) {
    const box = Object.assign(document.createElement("p"), { className: `band-line ${kind}` }), icon = Object.assign(document.createElement("i"), { className: `icon i-${kind}` });
    icon.setAttribute("aria-hidden", "true");
    const said = Object.assign(document.createElement("span"), { textContent: text });
    if (link && link !== location.pathname) said.append(" ", Object.assign(document.createElement("a"), { href: link, textContent: label }));
    box.append(icon, said);
    return box;
  }

  /** Acts that need the server cannot be done now, and say so; they can again when it is back. */
  async needs() {
    for (const one of this.off) {
      delete one.dataset.needs;
      if ("disabled" in one) one.disabled = false; else one.removeAttribute("aria-disabled");
    }
    this.off.clear();
    if (!this.away) return;
    for (const button of document.querySelectorAll('form[method="post"] button')) {
      if (button.disabled || button.type === "button" || (button.closest("[data-grid-form], #narrative") && button.value === "save")) continue;
      Object.assign(button, { disabled: true }).dataset.needs = this.words.needs;
      this.off.add(button);
    }
    const there = new Set((await pagesKept()).map((page) => page.path));
    if (!this.away) return;
    for (const link of document.querySelectorAll("main a.button[href]")) {
      if (there.has(new URL(link.href).pathname) || link.closest("[data-band]")) continue;
      link.dataset.needs = this.words.needs;
      link.setAttribute("aria-disabled", "true");
      this.off.add(link);
    }
  }
}

/** "09:12" as it is in Viet Nam, with its day when that is not today's. */
export function moment(iso) {
  const [day, clock] = there(new Date(iso)), [today] = there(new Date());
  return day === today ? clock.slice(0, 5) : `${clock.slice(0, 5)}, ${day.split("-").reverse().join("/")}`;
}

const there = (date) => date.toLocaleString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).split(" ");
