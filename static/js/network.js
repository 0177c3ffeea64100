// Asking the server: the token of the form goes along, and what comes back is one of a few words.

/** Send fields. Gives {kind: "ok" | "conflict" | "refused" | "signed out" | "offline", response}. */
export async function send(address, fields, form) {
  const token = form.elements.csrfmiddlewaretoken;
  fields.set("csrfmiddlewaretoken", token.value);
  let response;
  try {
    response = await fetch(address, { method: "POST", body: fields, credentials: "same-origin" });
  } catch {
    return { kind: "offline" };
  }
  if (response.status === 403) {
    const renewed = await renew(form);
    if (renewed !== "ok") return { kind: renewed };
    fields.set("csrfmiddlewaretoken", token.value);
    response = await fetch(address, { method: "POST", body: fields, credentials: "same-origin" }).catch(() => null);
    if (!response) return { kind: "offline" };
  }
  if (response.status === 409) return { kind: "conflict", response };
  if (response.status === 422) return { kind: "refused", response };
  if (response.status === 403) return { kind: "signed out" };
  if (!response.ok) return { kind: response.status >= 500 ? "offline" : "refused", response };
  return { kind: "ok", response };
}

/** Ask for the page again: a new sign-in brings a new token. Somebody else's session is no session of ours. */
export async function renew(form) {
  let response;
  try {
    response = await fetch(form.action, { credentials: "same-origin" });
  } catch {
    return "offline";
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("editor");
  if (!page || page.dataset.member !== form.dataset.member) return "signed out";
  form.elements.csrfmiddlewaretoken.value = page.elements.csrfmiddlewaretoken.value;
  return "ok";
}
