// The counts on the page of issue follow the ticks; without script "Count again" asks the server.
const form = document.querySelector("[data-issue]");
if (form) {
  let waiting = 0;
  const boxes = (group) => [...group.querySelectorAll("[name=unit]")];
  const reflect = (group) => {
    const all = group.querySelector("[data-group]");
    const ticked = boxes(group).filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes(group).length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  for (const group of form.querySelectorAll(".tick-group")) {
    group.querySelector(".tick-all").hidden = false;
    reflect(group);
  }
  form.addEventListener("change", (event) => {
    const group = event.target.closest(".tick-group");
    if (!group) return;
    if (event.target.matches("[data-group]")) for (const box of boxes(group)) box.checked = event.target.checked;
    reflect(group);
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const data = new FormData(form);
      data.set("act", "count");
      const answer = await fetch(location.href, { method: "POST", body: data });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of [".confirm ul", "#obstacles", "#acts"]) {
        form.querySelector(part).replaceWith(page.querySelector(part));
      }
    }, 150);
  });
}
