// Small comforts on every page; each page works without them.

// htmx is half the weight of a page: only those that use it fetch it. It waits for DOMContentLoaded, which has passed by then.
const own = document.querySelector("script[data-htmx]");
if (own && document.querySelector("[hx-get], [hx-post]")) {
  const script = Object.assign(document.createElement("script"), { src: own.dataset.htmx });
  script.addEventListener("load", () => { if (document.readyState !== "complete") document.dispatchEvent(new Event("DOMContentLoaded")); });
  document.head.append(script);
}

// Menus: one at a time, closed by Escape (the focus goes back) and by a click elsewhere.
const open = () => [...document.querySelectorAll("details[data-menu][open]")];
document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const inside = event.target.closest ? event.target.closest("details[data-menu][open], details[data-panel][open]") : null;
  const menu = inside || open()[0];
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); } else closeSide();
});

// The side panel: opened by htmx, closed by its button, Escape, or going back.
const side = document.getElementById("side");
let opener = null, before = null, asking = null;

function closeSide() {
  if (!side || !side.firstElementChild) return;
  // What is still on its way must not open the panel again.
  if (asking) asking.abort();
  side.replaceChildren();
  if (before !== null) { history.pushState(null, "", before); before = null; }
  if (opener && opener.isConnected) opener.focus();
}

function dress() {
  const button = side.querySelector("[data-side-close]");
  if (button) button.hidden = false;
}

if (side) {
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target !== side) return;
    asking = event.detail.xhr;
    if (side.contains(event.detail.elt)) return;
    opener = event.detail.elt;
    if (before === null) before = location.href;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== side) return;
    asking = null;
    dress();
    side.scrollTop = 0;
    side.focus({ preventScroll: true });
  });
  side.addEventListener("click", (event) => { if (event.target.closest("[data-side-close]")) closeSide(); });
  addEventListener("popstate", () => {
    if (before !== null && location.href === before) { side.replaceChildren(); before = null; }
  });
  dress();
}

// A file is chosen in our words (components.css, .pick-file).
document.documentElement.classList.add("scripted");
function nameFile(input) {
  const said = input.parentElement.querySelector("[data-none]");
  if (said) said.textContent = [...input.files].map((file) => file.name).join(", ") || said.dataset.none;
}
document.addEventListener("change", (event) => { if (event.target.type === "file") nameFile(event.target); });
// A page that comes back may still hold the file.
addEventListener("pageshow", () => document.querySelectorAll('.pick-file input').forEach(nameFile));

// A second press while the first is under way sends nothing; a form that answered with a file can be sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 3000);
});
