// The board's ticks: choose all, a range with Shift, and a bar that says how many are chosen.

for (const form of document.querySelectorAll("[data-board]")) {
  const all = form.querySelector("[data-all]"), bar = form.querySelector("[data-actionbar]");
  const boxes = [...form.querySelectorAll('input[name="row"]')];
  if (!all || !bar) continue;
  const chosen = bar.querySelector("[data-chosen]");
  let last = null;

  function count() {
    const n = boxes.filter((box) => box.checked).length;
    chosen.textContent = chosen.dataset.words.replace("{n}", n);
    for (const button of bar.querySelectorAll("button")) button.disabled = !n;
    all.checked = n === boxes.length && n > 0;
    all.indeterminate = n > 0 && n < boxes.length;
    bar.classList.toggle("ready", n > 0);
  }

  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; count(); });
  form.addEventListener("click", (event) => {
    const box = event.target;
    if (box.name !== "row") return;
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
    }
    last = box;
  });
  form.addEventListener("change", count);
  // A browser that comes back keeps the ticks.
  addEventListener("pageshow", count);
  count();
}
