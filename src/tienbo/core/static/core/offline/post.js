// One operation is posted, and its answer read in the same way wherever it comes from: the table, the text, the queue.

/**
 * {kind, json, message}; kind is accepted, signed_out, forbidden, closed, unreadable, cut (no answer at all) or again (an
 * answer that may be another one next time).
 */
export async function post(url, body, token, leaving = false) {
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  // Whose it is: the cookie may be another's by now, who has signed in in another tab.
  if (document.body.dataset.person) headers["Tienbo-Person"] = document.body.dataset.person;
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  let reply, json;
  try {
    reply = await fetch(url, { method: "POST", keepalive: leaving, credentials: "same-origin", redirect: "follow", headers, body });
    if ((reply.headers.get("Content-Type") || "").includes("json")) json = await reply.json();
  } catch {
    dispatchEvent(new Event("tienbo:cut"));
    return { kind: "cut" };
  }
  return { kind: kindOf(reply, json), json, message: json && json.message };
}

function kindOf(reply, json) {
  // A redirect leads to the page for signing in, which may well answer 200 and JSON.
  if (reply.redirected) return "signed_out";
  // The server says in words why this person types here no more; it has no words for one it does not know.
  if (reply.status === 404 || (reply.status === 403 && json)) return "forbidden";
  if (reply.status === 401 || reply.status === 403) return "signed_out";
  if (reply.ok && json) return "accepted";
  if (reply.status === 409) return "closed";
  return reply.status === 400 || reply.status === 422 ? "unreadable" : "again";
}

/** The token of the cookie, since signing in again in another tab changes it; else that of the form. */
export function csrfToken(form) {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  if (cookie) return decodeURIComponent(cookie[1]);
  const field = (form || document).querySelector('input[name="csrfmiddlewaretoken"]');
  return field ? field.value : "";
}

/** A typed change that could not be sent when it was typed. */
export function later(change) { return change.how === "typed" ? { ...change, how: "offline" } : change; }
