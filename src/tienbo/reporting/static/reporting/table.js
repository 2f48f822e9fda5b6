// The page of one cell, opened beside the table: its history and what is asked about it. Without script it is a page of
// its own.

const form = document.querySelector("[data-history-form]"), side = document.getElementById("side");
const choice = form && form.querySelector("[data-history]");
let opener = null;

/** Show an address in the side panel; an answer that is no panel is opened as a page. */
async function open(address, options = {}) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", ...options }).catch(() => null);
  const html = answer && (answer.ok || answer.status === 422) ? await answer.text() : "";
  if (!html.includes('class="lineage')) { if (!options.method) location.href = address; return false; }
  side.innerHTML = html;
  const close = side.querySelector("[data-side-close]");
  if (close) { close.hidden = false; close.addEventListener("click", () => { if (opener && opener.isConnected) opener.focus(); }); }
  mark();
  return true;
}

/** The mark at the cell follows what the panel says of it. */
function mark() {
  const asked = side.querySelector("[data-questions-of]");
  if (!asked) return;
  const key = CSS.escape(asked.dataset.questionsOf), figure = document.querySelector(`[data-cell="${key}"], [data-fixed="${key}"]`);
  const td = figure && figure.closest("td");
  if (!td) return;
  for (const old of td.querySelectorAll("[data-asked]")) old.remove();
  td.querySelector(".grid-in").after(asked.querySelector("[data-mark]").content.cloneNode(true));
}

if (side) {
  if (form) {
    document.addEventListener("focusin", (event) => {
      const cell = event.target.dataset && event.target.dataset.cell;
      if (cell && [...choice.options].some((option) => option.value === cell)) choice.value = cell;
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      opener = choice;
      if (await open(`${form.action}?${new URLSearchParams(new FormData(form))}`)) side.focus({ preventScroll: true });
    });
  }
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-cell-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    opener = link;
    if (!await open(link.href)) return;
    side.focus({ preventScroll: true });
    const asked = "asked" in link.dataset && side.querySelector("[data-questions-of]");
    if (asked) asked.scrollIntoView({ block: "start" });
  });
  side.addEventListener("submit", async (event) => {
    const posted = event.target.closest("[data-question-form]");
    if (!posted) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(posted));
    if (event.submitter && event.submitter.name) body.set(event.submitter.name, event.submitter.value);
    const buttons = [...posted.querySelectorAll("button")];
    for (const button of buttons) button.disabled = true;
    const kept = await open(posted.action, { method: "POST", body });
    if (kept) side.focus({ preventScroll: true });
    else { for (const button of buttons) button.disabled = false; posted.removeAttribute("data-question-form"); if (event.submitter) posted.requestSubmit(event.submitter); }
  });
}
