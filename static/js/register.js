// The register beside the text: every press is sent at once, and the pane comes back as it stands.

import { send } from "./network.js";

export class Register {
  constructor(form, saver) {
    this.form = form;
    this.saver = saver;
    this.pane = document.getElementById("side");
    this.sending = false;
    this.waits = false;
    this.button = null; // pressed while something was on its way
    this.isPressed = false;
    this.later = null; // a pane that came while the pointer was down: a press must find what it was aimed at
    this.pane.addEventListener("pointerdown", () => (this.isPressed = true));
    window.addEventListener("pointerup", () => setTimeout(() => this.released()));
    window.addEventListener("pointercancel", () => this.released());
    this.pane.addEventListener("change", () => this.changed());
    this.pane.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=rest]");
      if (!button) return;
      event.preventDefault();
      this.changed(button);
    });
    this.pane.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("online-again", () => this.waits && this.goOn());
  }

  get key_() {
    return `idekom:register:${this.form.dataset.member}:${this.form.dataset.meeting}`;
  }

  /** What was pressed and never sent, from before a reload: put back, and sent. */
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key_) ?? "null");
    if (!kept) return;
    this.put(kept);
    this.changed();
  }

  values() {
    const inputs = [...this.pane.querySelectorAll("input[id]:not([type=hidden])")];
    return Object.fromEntries(inputs.map((one) => [one.id, one.type === "radio" ? one.checked : one.value]));
  }

  /** What differs from the pane as it came, with the version of each row it was based on. */
  pressed() {
    const rows = [...this.pane.querySelectorAll(".register li")].filter((row) =>
      [...row.querySelectorAll("input:not([type=hidden])")].some((one) =>
        one.type === "radio" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue,
      ),
    );
    const inputs = rows.flatMap((row) => [...row.querySelectorAll("input[id]")]);
    return Object.fromEntries(inputs.map((one) => [one.id, one.type === "radio" ? one.checked : one.value]));
  }

  released() {
    this.isPressed = false;
    if (this.later) this.replace(...this.later);
  }

  put(values) {
    for (const [id, value] of Object.entries(values)) {
      const input = document.getElementById(id);
      if (!input) continue;
      if (input.type === "radio") input.checked = value;
      else input.value = value;
    }
  }

  async changed(button = null) {
    if (this.sending) {
      this.waits = true;
      this.button = button ?? this.button;
      return;
    }
    this.sending = true;
    this.waits = false;
    const before = this.values();
    const fields = new FormData();
    for (const input of this.pane.querySelectorAll("input[name]"))
      if (input.type !== "radio" || input.checked) fields.append(input.name, input.value);
    if (button) fields.set(button.name, button.value);
    const { kind, response } = await send(this.form.dataset.mark, fields, this.form);
    if (kind !== "ok") {
      localStorage.setItem(this.key_, JSON.stringify(this.pressed()));
      this.waits = true;
      this.button = button ?? this.button;
    } else {
      localStorage.removeItem(this.key_);
      this.replace(await response.text(), before);
    }
    this.sending = false;
    this.saver.network(kind !== "offline");
    if (kind === "ok" && this.waits) this.goOn();
  }

  /** What waited is sent, with the button that was pressed. */
  goOn() {
    const button = this.button;
    this.button = null;
    return this.changed(button);
  }

  /** The pane as the server has it, but for what somebody pressed meanwhile. */
  replace(html, before) {
    this.later = this.isPressed ? [html, before] : null;
    if (this.later) return;
    const now = this.values();
    const focused = this.pane.contains(document.activeElement) ? document.activeElement.id : "";
    const since = Object.fromEntries(Object.entries(now).filter(([id, value]) => before[id] !== value));
    this.pane.innerHTML = html; // rendered and escaped by the server
    this.put(since);
    const again = document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
    else if (focused) this.pane.focus({ preventScroll: true });
  }

  /** Arrow up and down go from person to person; Enter saves the time, and nothing else. */
  key(event) {
    const row = event.target.closest(".register li");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && event.target.matches(".clock")) {
      event.preventDefault();
      event.target.blur();
      event.target.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...this.pane.querySelectorAll(".register li")];
    const next = rows[rows.indexOf(row) + step];
    const same = event.target.matches(".clock") ? ".clock" : "input[type=radio]:checked, input[type=radio]";
    next?.querySelector(same)?.focus();
  }
}
