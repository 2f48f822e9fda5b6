// Items by the keyboard: Enter goes on to the next box (a new one after the last), Backspace in an empty box removes it,
// Alt with an arrow moves it; a list that is pasted becomes as many boxes. The text saves itself as whatever is typed.

const BULLET = /^\s*(?:[-–—•*+·▪]|\(?(?:\d{1,2}|[a-zđ])[.)/](?=\s))\s*/i;
const form = document.getElementById("narrative");
const box = (target) => (target.matches && target.matches(".item-boxes textarea[name^='i.']") ? target : null);
const typed = (area) => area.dispatchEvent(new Event("input", { bubbles: true }));

if (form) {
  form.addEventListener("keydown", (event) => {
    const area = box(event.target);
    if (!area || event.isComposing) return;
    const item = area.closest("li");
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      area_of(item.nextElementSibling || after(item)).focus();
    } else if (event.key === "Backspace" && !area.value && item.parentElement.children.length > 1) {
      event.preventDefault();
      const next = item.previousElementSibling || item.nextElementSibling;
      item.remove();
      area_of(next).focus();
      typed(area_of(next));
    } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      const other = event.key === "ArrowUp" ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (event.key === "ArrowUp") other.before(item); else other.after(item);
      area.focus();
      typed(area);
    }
  });
  form.addEventListener("paste", (event) => {
    const area = box(event.target);
    const lines = (event.clipboardData.getData("text/plain") || "").split(/\r?\n/).map((line) => line.replace(BULLET, "").trim()).filter(Boolean);
    if (!area || lines.length < 2) return;
    event.preventDefault();
    let item = area.closest("li");
    area.setRangeText(lines.shift(), area.selectionStart, area.selectionEnd, "end");
    typed(area);
    for (const line of lines) {
      item = after(item);
      area_of(item).value = line;
      typed(area_of(item));
    }
    area_of(item).focus();
  });
}

function area_of(item) { return item.querySelector("textarea"); }

/** A new empty box after this one, of the same fields; it has no past. */
function after(item) {
  const made = item.cloneNode(true);
  made.removeAttribute("id");
  for (const each of made.querySelectorAll(".item-tools, .item-from")) each.remove();
  for (const field of made.querySelectorAll("textarea, input, select")) field.value = "";
  area_of(made).removeAttribute("autofocus");
  area_of(made).style.height = "";
  item.after(made);
  return made;
}
