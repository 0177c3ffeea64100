// How the text is read: asked of the server, which has the one parser. Colours lie in a mirror behind the text.

import { send } from "./network.js";

const PAUSE = 250; // ms after the last key

export class Reader {
  constructor(form) {
    this.form = form;
    this.text = form.elements.text;
    this.mirror = document.getElementById("mirror");
    this.place = document.getElementById("reading");
    this.tones = new Map(); // how a line with these words was read last
    this.marks = [];
    this.timer = 0;
    this.listed = this.text.value; // the text that the list under it was read from
    this.place.addEventListener("click", (event) => this.pressed(event));
    this.place.addEventListener("keydown", (event) => this.key(event));
    this.place.addEventListener("focusout", () => setTimeout(() => this.listed !== this.text.value && this.ask()));
    this.draw();
    this.ask();
  }

  typed() {
    this.marks = [];
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask(button = null) {
    const fields = new FormData();
    fields.set("text", this.text.value);
    if (button) {
      fields.set(button.name, button.value);
      for (const input of this.place.querySelectorAll("input")) fields.set(input.name, input.value);
    }
    const { kind, response } = await send(this.form.dataset.read, fields, this.form);
    if (kind !== "ok") return null;
    const found = await response.json();
    if (!button) this.show(found);
    return found;
  }

  show(found) {
    if (found.text !== this.text.value) return; // somebody has typed on: the next answer is on its way
    const lines = found.text.split("\n");
    this.tones = new Map();
    for (const [first, last, tone, symbol] of found.lines)
      for (let n = first; n <= last; n++) this.tones.set(lines[n], { tone, symbol: n === first ? symbol : "" });
    this.marks = found.marks;
    this.draw();
    if (!this.place.contains(document.activeElement)) this.list(found);
    this.form.dispatchEvent(new CustomEvent("read", { detail: found }));
  }

  list(found) {
    this.place.innerHTML = found.html; // rendered and escaped by the server
    this.listed = found.text;
    this.hideDismissed();
  }

  draw() {
    let start = 0;
    const rows = this.text.value.split("\n").map((line) => {
      const row = document.createElement("div");
      const read = this.tones.get(line);
      if (read && line.trim()) {
        row.className = `line is-${read.tone}`;
        if (read.symbol) row.append(icon(read.symbol));
      }
      this.underline(row, line || "\u00a0", start);
      start += line.length + 1;
      return row;
    });
    this.mirror.replaceChildren(...rows);
  }

  underline(row, line, start) {
    let at = 0;
    for (const [from, to, kind] of this.marks) {
      const begin = Math.max(from - start, at);
      const end = Math.min(to - start, line.length);
      if (begin >= end) continue;
      const mark = document.createElement("u");
      mark.className = kind;
      mark.textContent = line.slice(begin, end);
      row.append(line.slice(at, begin), mark);
      at = end;
    }
    row.append(line.slice(at));
  }

  async pressed(event) {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    if ("dismiss" in button.dataset) return this.dismiss(button.closest("li"));
    const asked = this.text.value;
    if (asked !== this.listed) return this.again(button); // its number belongs to another text
    const found = await this.ask(button);
    if (!found || this.text.value !== asked) return; // somebody has typed on: nothing of it is overwritten
    if (found.refused.length) return this.refuse(button, found.refused);
    this.text.focus();
    this.text.setSelectionRange(0, this.text.value.length);
    insert(this.text, found.text);
  }

  /** The list is of an older text: read it anew, and press the button of the same question or line there. */
  async again(button) {
    const question = button.closest("[data-ask]")?.dataset.ask;
    const line = button.closest(".typed");
    const says = line?.querySelector(".typed-text").textContent;
    const values = [...(line?.querySelectorAll("input") ?? [])].map((one) => one.value);
    const found = await this.ask();
    if (!found || found.text !== this.text.value) return;
    this.list(found);
    const rows = [...this.place.querySelectorAll(question ? "[data-ask]" : ".typed")];
    const row = rows.find((one) => (question ? one.dataset.ask === question : one.querySelector(".typed-text")?.textContent === says));
    row?.querySelectorAll("input").forEach((one, n) => (one.value = values[n]));
    row?.querySelector(`button[name=${button.name}]`)?.click();
  }

  /** Enter in a field writes its own line. */
  key(event) {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    event.target.closest(".typed-fields").querySelector("button").click();
  }

  refuse(button, why) {
    const said = document.createElement("p");
    said.className = "field-error";
    said.setAttribute("role", "alert");
    said.textContent = why.join(" ");
    button.parentElement.append(said);
  }

  get dismissedKey() {
    return `idekom:dismissed:${this.form.dataset.item}`;
  }

  dismiss(row) {
    const before = JSON.parse(sessionStorage.getItem(this.dismissedKey) ?? "[]");
    sessionStorage.setItem(this.dismissedKey, JSON.stringify([...before, row.dataset.ask]));
    this.hideDismissed();
    this.text.focus();
  }

  hideDismissed() {
    const dismissed = JSON.parse(sessionStorage.getItem(this.dismissedKey) ?? "[]");
    for (const row of this.place.querySelectorAll("[data-ask]")) row.hidden = dismissed.includes(row.dataset.ask);
    const asks = this.place.querySelector(".asks");
    if (asks) asks.hidden = !asks.querySelector("[data-ask]:not([hidden])");
  }
}

function icon(symbol) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", "icon");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${symbol}`);
  drawn.append(use);
  return drawn;
}

/** Put words in at the caret so that the browser's own undo takes them back. */
export function insert(field, words) {
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
