// The text saves itself: a pause in writing, or leaving a heading, sends the headings that changed. Boxes grow with what is
// written in them. Without script the button saves everything.

const PAUSE = 3000, FIRST_RETRY = 3000, LAST_RETRY = 60000;
const form = document.getElementById("narrative");

if (form && form.querySelector("[data-text-words]")) autosave(form);
else for (const box of document.querySelectorAll("#narrative textarea")) grow(box);

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

function autosave(form) {
  const words = Object.fromEntries([...form.querySelector("[data-text-words]").content.querySelectorAll("[data-w]")].map((word) => [word.dataset.w, word.textContent]));
  const line = form.querySelector("[data-text-saved]");
  const changed = new Set(), waiting = new Set();
  let timer = null, sending = false, leaving = false, delay = FIRST_RETRY;

  for (const box of form.querySelectorAll("textarea")) if (box.value) grow(box);
  form.addEventListener("input", (event) => {
    const code = heading(event.target);
    if (event.target.tagName === "TEXTAREA") grow(event.target);
    if (!code) return;
    changed.add(code);
    schedule(PAUSE);
  });
  form.addEventListener("focusout", (event) => {
    const part = event.target.closest(".narrative-part");
    if (changed.size && part && !part.contains(event.relatedTarget)) schedule(0);
  });
  // A button of the form saves everything by itself.
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  addEventListener("beforeunload", (event) => { if (!leaving && (changed.size || waiting.size || sending)) event.preventDefault(); });
  addEventListener("online", () => schedule(0));
  document.addEventListener("visibilitychange", () => { if (changed.size) schedule(0); });

  /** "results.funds" of a field t.results.funds, i.… or k.… */
  function heading(field) { const found = /^[tik]\.(.+)$/.exec(field.name || ""); return found ? found[1] : ""; }
  function field(code, kind) { return form.querySelector(`[name="${CSS.escape(`${kind}.${code}`)}"]`); }
  function schedule(wait) { clearTimeout(timer); timer = setTimeout(send, wait); }
  function say(name, detail) {
    line.textContent = name === "saved" ? words.saved.replace("{at}", detail) : detail || words[name];
    line.className = `small ${name === "saved" ? "saved" : name === "saving" ? "muted" : "unsent"}`;
  }

  /** The fields of these headings, as the form itself would post them. */
  function fields(codes) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of new FormData(form)) if (codes.has(name.slice(2)) && /^[btik]\./.test(name)) data.append(name, value);
    return data;
  }

  async function send() {
    for (const code of waiting) changed.delete(code);
    if (sending || leaving || !changed.size) return;
    const codes = new Set(changed), cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
    changed.clear();
    sending = true;
    say("saving");
    const headers = { Accept: "application/json", ...(cookie ? { "X-CSRFToken": decodeURIComponent(cookie[1]) } : {}) };
    let reply = null, json = null;
    try {
      reply = await fetch(form.action, { method: "POST", credentials: "same-origin", headers, body: fields(codes) });
      if ((reply.headers.get("Content-Type") || "").includes("json")) json = await reply.json();
    } catch { reply = null; }
    sending = false;
    if (reply && reply.ok && json && !reply.redirected) { accepted(codes, json); return; }
    for (const code of codes) changed.add(code);
    if (reply && !reply.redirected && (reply.status === 404 || (json && [403, 409].includes(reply.status)))) { say("forbidden", json ? `${json.message} ${words.forbidden}` : ""); return; }
    if (reply && reply.status === 422 && json) { say("unsent", json.message); return; }
    say(reply && (reply.redirected || [401, 403].includes(reply.status)) ? "signed_out" : "unsent");
    schedule(delay);
    delay = Math.min(delay * 2, LAST_RETRY);
  }

  function accepted(codes, json) {
    delay = FIRST_RETRY;
    for (const code of codes) if (code in json.saved) field(code, "b").value = json.saved[code];
    for (const [code, theirs] of Object.entries(json.met)) meet(code, theirs);
    document.querySelector("[data-written]").textContent = json.written;
    document.querySelector("[data-badge]").innerHTML = json.badge;
    if (waiting.size) say("met"); else say("saved", json.saved_at);
    if (changed.size) schedule(PAUSE);
  }

  /** Somebody else's text beside one's own; nothing of the heading is saved until the person has chosen. */
  function meet(code, theirs) {
    waiting.add(code);
    const box = document.createElement("div");
    box.className = "notice warning";
    box.setAttribute("role", "alert");
    const body = document.createElement("div"), title = document.createElement("strong"), text = document.createElement("div");
    body.className = "body";
    title.textContent = words.met;
    text.className = "prewrap";
    text.textContent = [theirs.text, ...theirs.items.map((item) => `- ${item}`)].filter(Boolean).join("\n");
    body.append(title, text, button(words.keep_mine, () => {
      field(code, "b").value = theirs.base;
      waiting.delete(code);
      changed.add(code);
      box.remove();
      send();
    }), button(words.take_theirs, () => takeTheirs(code)));
    box.append(body);
    const part = document.getElementById(`n-${code}`).closest(".narrative-own");
    for (const before of part.querySelectorAll(".notice")) before.remove();
    part.querySelector("input[type=hidden]").after(box);
  }

  /** The page is drawn again with their text; what else was written is saved first. */
  async function takeTheirs(code) {
    await send();
    if (sending || changed.size) { setTimeout(() => takeTheirs(code), 500); return; }
    leaving = true;
    location.hash = `h-${code}`;
    location.reload();
  }

  function button(label, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button", textContent: label });
    made.addEventListener("click", act);
    return made;
  }
}
