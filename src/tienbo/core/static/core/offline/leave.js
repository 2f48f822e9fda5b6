// Signing out takes everything of the person off this machine. What still waits is said before: it would be lost.

import { forgetPages, stopKeeping } from "./keep.js";

/** Nothing of the person stays: not what waits, not the pages. */
export async function wipe(store) {
  await stopKeeping();
  await Promise.all([store.clear(), forgetPages()]);
}

/** The form for signing out was sent. `store` of the person; `page`: where the choice is explained. */
export async function signOutOf(form, store, page) {
  if (location.pathname !== page && await store.count()) { location.href = page; return; }
  // Whatever goes wrong with the machine's storage, nobody stays signed in.
  try { await wipe(store); } finally { form.submit(); }
}
