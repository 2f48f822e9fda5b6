// A line that is touched in the list of cells goes into the first empty box. Without script its code is typed.

const boxes = [...document.querySelectorAll("[data-asked-cell]")];

for (const line of document.querySelectorAll("[data-line]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "asked-line";
  button.append(...line.childNodes);
  button.addEventListener("click", () => {
    const box = boxes.find((each) => !each.value.trim());
    if (!box) return;
    box.value = line.dataset.line;
    box.focus();
  });
  line.append(button);
}
