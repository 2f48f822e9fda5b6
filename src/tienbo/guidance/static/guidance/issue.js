// The counts on the page of issue follow the ticks; without script "Count again" asks the server.
const form = document.querySelector("[data-issue]");
if (form) {
  let waiting = 0;
  form.addEventListener("change", (event) => {
    if (event.target.name !== "unit") return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const data = new FormData(form);
      data.set("act", "count");
      const answer = await fetch(location.href, { method: "POST", body: data });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of [".confirm ul", "#obstacles"]) {
        const now = form.querySelector(part);
        const then = page.querySelector(part);
        if (now && then) now.replaceWith(then);
        else if (now) now.remove();
        else if (then) form.querySelector("section.confirm").before(then);
      }
    }, 150);
  });
}
