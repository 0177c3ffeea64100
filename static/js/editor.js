// The page of one item during the meeting. Without this script the same form is saved with its buttons.

import { Completer } from "./completing.js";
import * as journal from "./journal.js";
import { Reader } from "./reading.js";
import { Register } from "./register.js";
import { Saver } from "./saving.js";
import { SignIn } from "./signing.js";
import * as waiting from "./waiting.js";

const form = document.getElementById("editor");
const words = JSON.parse(document.getElementById("said").textContent);
const text = form.elements.text;
document.documentElement.classList.add("scripts");

const saver = new Saver(form, words);
const reader = new Reader(form);
const completer = new Completer(text, JSON.parse(document.getElementById("inserts").textContent));
const register = new Register(form, saver);
const signIn = new SignIn(form, saver, words);
let leaving = false; // a form is on its way
let gone = false; // the page goes away on purpose
let changed = false; // anything was typed or chosen since the page came
let beside = false; // something other than title and text

// --- Typing

function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

text.addEventListener("input", () => {
  grow(text);
  reader.typed();
  completer.typed();
  saver.typed();
});
form.elements.title.addEventListener("input", () => saver.typed());
form.elements.title.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  text.focus();
});
grow(text);

// --- What lies in this browser since before

function restore() {
  const aside = journal.aside(form.dataset.member, form.dataset.item);
  if (aside) ask(aside);
  const entry = journal.get(form.dataset.member, form.dataset.item);
  if (!entry) return;
  if (journal.same(entry.text, text.value) && entry.title === form.elements.title.value) {
    journal.drop(form.dataset.member, form.dataset.item);
    return;
  }
  if (entry.version === form.elements.row_version.value) {
    fill(entry);
    saver.typed();
    saver.say(words.restored, "");
    return;
  }
  ask(entry);
}

function fill(entry) {
  form.elements.title.value = entry.title;
  text.value = entry.text;
  grow(text);
  reader.typed();
}

/** Somebody has saved the item since: show both, or throw mine away. Until then it lies aside. */
function ask(entry) {
  const box = document.getElementById("found");
  const { member, item } = form.dataset;
  journal.layAside(member, entry);
  journal.drop(member, item, entry);
  box.hidden = false;
  box.querySelector("[data-found=both]").onclick = async () => {
    if (!saver.isStopped) await saver.flush(); // what was typed since is the other text
    fill(entry);
    form.elements.row_version.value = entry.version;
    submit("stay");
  };
  box.querySelector("[data-found=drop]").onclick = () => {
    journal.dropAside(member, item);
    gone = true;
    location.reload();
  };
}

form.addEventListener("stopped", (event) => {
  if (event.detail === "signed out") return signIn.show();
  ask(saver.entry());
  text.readOnly = form.elements.title.readOnly = true; // until it is chosen which text is to stand
});

// --- Going on

function submit(go) {
  const button = document.createElement("button");
  button.name = "go";
  button.value = go;
  button.hidden = true;
  form.append(button);
  form.requestSubmit(button);
  button.remove();
}

/** To another item: with a network everything is saved on the way; without one the words are kept here. */
function neighbour(step) {
  const links = [...document.querySelectorAll(".agenda-pane a[href*='/punkter/']")];
  const next = links[links.findIndex((link) => link.hasAttribute("aria-current")) + step];
  if (saver.offline || saver.isStopped) {
    if (next) location.assign(next.href);
    return;
  }
  submit(next ? { 1: "next", [-1]: "previous" }[step] : "stay");
}

form.addEventListener("submit", (event) => {
  if (!event.submitter?.matches("[name=go], [name=rest]") && event.submitter) return;
  if (leaving) return event.preventDefault(); // a second press of the same button
  if (saver.isDirty) journal.put(form.dataset.member, saver.entry());
  if (saver.offline) return event.preventDefault();
  leaving = text.readOnly = gone = true; // what is typed now would be in neither page
  setTimeout(() => (leaving = text.readOnly = gone = false), 5000); // should the answer never come, go on
});

/** A link away from the item: save all of it first, so that what it decides is read. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const away = link && link.origin === location.origin && link.pathname !== location.pathname && !link.target;
  if (!away || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (saver.offline || saver.isStopped || !touched()) return;
  event.preventDefault();
  await saver.flush();
  const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  if (response && response.type !== "opaqueredirect") return submit("stay"); // it says what is wrong
  gone = true;
  location.assign(link.href);
});

/** Whether anything was typed or chosen since the page came. */
function touched() {
  return changed || saver.isDirty || Boolean(document.querySelector("#side .field-error"));
}

form.addEventListener("input", (event) => {
  changed ||= !event.target.closest("#side, #reading");
  beside ||= changed && event.target !== text && event.target !== form.elements.title;
});

// Notes, confidentiality and what the meeting chose are saved with the item, not while typing: ask before they are lost.
window.addEventListener("beforeunload", (event) => beside && !gone && event.preventDefault());
window.addEventListener("pagehide", () => saver.leave());
window.addEventListener("pageshow", (event) => {
  leaving = gone = false;
  if (event.persisted) location.reload(); // the back button: the item as it stands now
});
window.addEventListener("online", () => saver.retry());

// --- Keys

document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key === "Enter") neighbour(1);
  else if (command && event.key.toLowerCase() === "s") saveNow();
  else if (event.altKey && event.key === "ArrowDown") neighbour(1);
  else if (event.altKey && event.key === "ArrowUp") neighbour(-1);
  else return;
  event.preventDefault();
});

function saveNow() {
  if (document.querySelector(".prev-row")?.contains(document.activeElement)) submit("stay");
  else saver.flush().then((done) => done && saver.state.textContent === "" && saver.say(words.nothing, ""));
}

const sheet = document.getElementById("keys");
document.getElementById("all-keys").addEventListener("click", (event) => {
  event.preventDefault();
  sheet.showModal();
});
document.getElementById("close-keys").addEventListener("click", (event) => {
  event.preventDefault();
  sheet.close();
});

// --- Who else is here

form.addEventListener("read", (event) => {
  const box = document.getElementById("who-else");
  box.hidden = !event.detail.typist;
  box.querySelector("span").textContent = words.writes.replace("%s", event.detail.typist);
});

// --- The worker, and the meeting as it stands, for when the network goes

navigator.serviceWorker?.register(form.dataset.worker, { scope: "/arbete/" }).catch(() => null);
journal.dropMoments(form.dataset.member);
fetch(form.dataset.moment, { credentials: "same-origin" })
  .then((response) => response.json())
  .then((moment) => (moment.items.length ? journal.putMoment(form.dataset.member, moment) : journal.dropMoments()))
  .catch(() => null);

restore();
saver.typed();
register.restore();
const others = () => waiting.flush(form).then(waiting.show);
others();
setTimeout(others, waiting.LIVE + 1000); // what another page of ours had just typed when this one came
const radios = [...document.querySelectorAll(".prev-row input[type=radio]")];
(radios.find((one) => one.checked) ?? radios[0])?.focus();
