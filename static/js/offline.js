// Writing without a network: the meeting as it stood, one item at a time, kept in this browser and sent later.

import * as journal from "./journal.js";

const words = JSON.parse(document.getElementById("said").textContent);
const list = document.getElementById("offline-items");
const text = document.getElementById("offline-text");
const state = document.getElementById("save-state");
const moment = journal.moments()[0];
let open = null;

function items() {
  const kept = Object.fromEntries(journal.all(moment.member).map((entry) => [String(entry.item), entry]));
  return moment.items.map((one) => ({ ...one, entry: kept[String(one.pk)] }));
}

function show(one) {
  open = one;
  text.value = one.entry?.text ?? one.text;
  text.disabled = false;
  document.getElementById("offline-title").textContent = `${one.agenda_number} ${one.title}`.trim();
  for (const link of list.querySelectorAll("a")) link.toggleAttribute("aria-current", link.dataset.pk === String(one.pk));
  text.focus();
}

function draw() {
  list.replaceChildren(
    ...items().map((one) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = page(one);
      link.dataset.pk = one.pk;
      link.textContent = `${one.agenda_number} ${one.title}`.trim();
      link.addEventListener("click", (event) => {
        event.preventDefault();
        history.replaceState(null, "", link.href);
        show(items().find((other) => other.pk === one.pk));
      });
      row.append(link);
      return row;
    }),
  );
}

const page = (one) => `/arbete/punkter/${one.pk}/`;

text.addEventListener("input", () => {
  const kept = journal.put(moment.member, {
    item: String(open.pk),
    meeting: String(moment.meeting),
    label: open.agenda_number,
    version: open.entry?.version ?? String(open.row_version),
    keep: `${page(open)}spara/`,
    page: page(open),
    title: open.entry?.title ?? open.title,
    text: text.value,
  });
  const waiting = journal.all(moment.member).length;
  state.textContent = kept ? (waiting === 1 ? words.offlineone : words.offline).replace("%s", waiting) : words.noroom;
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.altKey ? event.key : ""] ?? ((event.ctrlKey || event.metaKey) && event.key === "Enter" ? 1 : 0);
  if (!step || !open) return;
  event.preventDefault();
  const all = items();
  const next = all[all.findIndex((one) => one.pk === open.pk) + step];
  if (next) {
    history.replaceState(null, "", page(next));
    show(next);
  }
});

/** The network is back: the page itself is asked for, and sends what waits. */
async function back() {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer) location.replace(location.pathname); // asked for, not sent again
}

window.addEventListener("online", back);
setInterval(back, 5000);

if (moment) {
  document.getElementById("offline-nothing").hidden = true;
  document.getElementById("offline-editor").hidden = false;
  document.getElementById("offline-meeting").textContent = moment.title;
  draw();
  const wanted = /\/punkter\/(\d+)\//.exec(location.pathname)?.[1];
  const all = items();
  const first = wanted ? all.find((one) => String(one.pk) === wanted) : all[0];
  if (first) show(first);
  else state.textContent = words.nothere; // never another item in its place
}
