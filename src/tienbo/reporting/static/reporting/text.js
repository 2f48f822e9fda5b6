// Boxes grow with what is written in them, and leaving with something unsaved is asked about.

const form = document.getElementById("narrative");
let changed = false;

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

if (form) {
  for (const box of form.querySelectorAll("textarea")) if (box.value) grow(box);
  form.addEventListener("input", (event) => {
    changed = true;
    if (event.target.tagName === "TEXTAREA") grow(event.target);
  });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
