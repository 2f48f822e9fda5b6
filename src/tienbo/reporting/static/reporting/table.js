// The cell in which the cursor stands is the one whose history is offered below the table.

const choice = document.querySelector("[data-history]");
if (choice) {
  document.addEventListener("focusin", (event) => {
    const cell = event.target.dataset && event.target.dataset.cell;
    if (cell && [...choice.options].some((option) => option.value === cell)) choice.value = cell;
  });
}
