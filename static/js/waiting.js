// What other items of this writer wait in this browser: sent when the server takes it, listed when it does not.

import * as journal from "./journal.js";
import { send } from "./network.js";

export const LIVE = 15000; // ms: younger ones are being written in another tab, which sends them itself

/** Send the entries of other items; give those that still wait. */
export async function flush(form) {
  const waiting = [];
  for (const entry of journal.all(form.dataset.member)) {
    if (entry.item === form.dataset.item || Date.now() - Date.parse(entry.at) < LIVE) continue;
    const fields = new FormData();
    fields.set("title", entry.title);
    fields.set("text", entry.text);
    fields.set("row_version", entry.version);
    const { kind } = await send(entry.keep, fields, form);
    if (kind === "ok") journal.drop(form.dataset.member, entry.item, entry);
    else waiting.push(entry);
    if (kind === "offline" || kind === "signed out") break;
  }
  return waiting;
}

/** Show what waits, each as a link to its item. */
export function show(waiting) {
  const box = document.getElementById("waiting");
  const rows = waiting.map((entry) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.page;
    const at = new Date(entry.at).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
    link.textContent = `${at} ${entry.label} ${entry.title}`;
    row.append(link);
    return row;
  });
  box.querySelector("ul").replaceChildren(...rows);
  box.hidden = !rows.length;
}
