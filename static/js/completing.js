// Names after an @, words and phrases after a slash first on a line: proposed under the text, taken with Enter.

import { insert } from "./reading.js";

const NAME = /(?:^|[\s(,:])@(\[?[\p{L}'’-]*(?: [\p{L}'’-]+)?)$/u;
const SLASH = /(?:^|\n)\/([\p{L} ]{0,30})$/u;
const MOST = 6;

export class Completer {
  constructor(text, choices) {
    this.text = text;
    this.choices = choices;
    this.list = document.getElementById("suggestions");
    this.found = [];
    this.at = 0;
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", this.list.id);
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => {
      const row = event.target.closest("li");
      event.preventDefault(); // the text keeps the focus
      if (row) this.take(Number(row.dataset.n));
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  typed() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    const name = NAME.exec(before);
    const slash = name ? null : SLASH.exec(before);
    const wanted = (name ?? slash)?.[1];
    if (wanted === undefined) return this.close();
    const among = name ? this.choices.names : this.choices.inserts;
    this.length = wanted.length + (slash ? 1 : 0);
    this.end = this.text.selectionStart;
    this.isName = Boolean(name);
    this.found = among.filter((one) => begins(one.name, wanted.toLowerCase())).slice(0, MOST);
    if (!this.found.length || (name && this.found[0].name === wanted && this.found.length === 1)) return this.close();
    this.at = 0;
    this.show(wanted);
  }

  show() {
    const rows = this.found.map((one, n) => {
      const row = document.createElement("li");
      row.id = `proposal-${n}`;
      row.dataset.n = n;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(n === this.at));
      const said = document.createElement("span");
      said.textContent = one.name;
      row.append(said);
      if (one.more) {
        const more = document.createElement("span");
        more.className = "soft";
        more.textContent = one.more;
        row.append(more);
      }
      if (n === this.at) {
        const key = document.createElement("kbd");
        key.textContent = "Enter";
        row.append(key);
      }
      return row;
    });
    this.list.replaceChildren(...rows);
    this.list.hidden = false;
    this.text.setAttribute("aria-activedescendant", `proposal-${this.at}`);
  }

  close() {
    this.list.hidden = true;
    this.text.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (!this.isOpen || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.text.selectionStart !== this.end) return this.close(); // the caret has gone elsewhere
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.show();
    } else if (event.key === "Enter") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(n) {
    const one = this.found[n];
    const end = this.end;
    this.close();
    this.text.focus();
    this.text.setSelectionRange(end - this.length, end);
    insert(this.text, this.isName ? one.name : one.words);
    this.close();
  }
}

/** Whether the name, or one of its words, begins so. */
function begins(name, wanted) {
  const plain = name.replace("[", "").toLowerCase();
  const asked = wanted.replace("[", "");
  return plain.startsWith(asked) || plain.split(/[\s-]+/).some((word) => asked && word.startsWith(asked));
}
