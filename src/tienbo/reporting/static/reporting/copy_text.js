// A text to take elsewhere: a button copies it and says so. Without script the text can be marked and copied by hand.

for (const box of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = box.dataset.copy;
  button.addEventListener("click", async () => {
    box.select();
    try { await navigator.clipboard.writeText(box.value); } catch { document.execCommand("copy"); }
    button.textContent = box.dataset.copied;
  });
  box.after(button);
}
