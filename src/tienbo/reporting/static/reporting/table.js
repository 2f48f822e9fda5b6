// The history of the cell in which the cursor stands, opened beside the table. Without script it is a page of its own.

const form = document.querySelector("[data-history-form]"), side = document.getElementById("side");

if (form && side) {
  const choice = form.querySelector("[data-history]");
  document.addEventListener("focusin", (event) => {
    const cell = event.target.dataset && event.target.dataset.cell;
    if (cell && [...choice.options].some((option) => option.value === cell)) choice.value = cell;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) { location.href = address; return; }
    side.innerHTML = await answer.text();
    const close = side.querySelector("[data-side-close]");
    if (close) { close.hidden = false; close.addEventListener("click", () => choice.focus()); }
    side.focus({ preventScroll: true });
  });
}
