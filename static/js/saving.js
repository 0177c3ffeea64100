// The text is kept at every pause: first in this browser, then on the server. The state is said in words.

import * as journal from "./journal.js";
import { renew, send } from "./network.js";

const PAUSE = 700; // ms after the last key
const AGAIN = 4000; // ms between tries without a network

export class Saver {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.text = form.elements.text;
    this.title = form.elements.title;
    // What the server has, not what stands there: somebody may have typed before this script came.
    this.saved = { title: this.title.defaultValue, text: this.text.defaultValue };
    this.state = document.getElementById("save-state");
    this.offline = false;
    this.stopped = ""; // why nothing is sent: a conflict, or nobody is signed in
    this.timer = 0;
    this.sending = null;
  }

  now() {
    return { title: this.title.value, text: this.text.value };
  }

  get member() {
    return this.form.dataset.member;
  }

  get item() {
    return this.form.dataset.item;
  }

  get isDirty() {
    const now = this.now();
    return now.title !== this.saved.title || now.text !== this.saved.text;
  }

  get isStopped() {
    return Boolean(this.stopped);
  }

  /** Somebody typed: keep it here at once, and send it after a pause. What was taken back again is not kept. */
  typed() {
    if (!this.isDirty && !this.sending) {
      journal.drop(this.member, this.item);
      document.getElementById("refused").hidden = true;
      return;
    }
    const kept = journal.put(this.member, this.entry());
    if (!kept) this.say(this.words.noroom, "is-offline");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  entry() {
    return {
      item: this.item,
      meeting: this.form.dataset.meeting,
      label: document.querySelector(".agenda-pane [aria-current] > span")?.textContent.trim() ?? "",
      version: this.form.elements.row_version.value,
      keep: this.form.dataset.keep,
      page: location.pathname,
      ...this.now(),
    };
  }

  /** Send what is not saved, one after the other. True when the server has it. */
  async flush() {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (!this.isDirty || this.stopped) return !this.isDirty;
    this.sending = this.post().catch(() => false); // an answer that is none is no save
    const done = await this.sending;
    this.sending = null;
    if (done && this.isDirty) return this.flush();
    return done;
  }

  async post() {
    const sent = this.now();
    const fields = new FormData();
    fields.set("title", sent.title);
    fields.set("text", sent.text);
    fields.set("row_version", this.form.elements.row_version.value);
    const { kind, response } = await send(this.form.dataset.keep, fields, this.form);
    this.network(kind !== "offline");
    if (kind === "ok") return this.acknowledged(sent, await response.json());
    if (kind === "conflict") this.stop("conflict", this.words.conflict);
    if (kind === "signed out") this.stop("signed out", this.words.signedout);
    if (kind === "refused") this.refused(response);
    return false;
  }

  acknowledged(sent, answer) {
    this.form.elements.row_version.value = answer.row_version;
    this.saved = sent;
    journal.drop(this.member, this.item, sent);
    journal.update(this.member, this.item, { ...sent, row_version: Number(answer.row_version) });
    if (this.isDirty) journal.put(this.member, this.entry()); // what was typed meanwhile is based on this version
    document.getElementById("refused").hidden = true;
    this.say(this.words.saved.replace("%s", answer.at), "");
    this.form.dispatchEvent(new CustomEvent("kept"));
    return true;
  }

  async refused(response) {
    const box = document.getElementById("refused");
    let said = [];
    try {
      said = (await response.json()).objections;
    } catch {
      said = [String(response.status)];
    }
    box.querySelector("[data-why]").textContent = said.join(" ");
    box.hidden = false;
    this.say(this.words.kept, "is-offline");
  }

  /** Nothing is sent until this is solved; what is typed stays in this browser. */
  stop(why, words) {
    this.stopped = why;
    this.say(words, "is-offline");
    this.form.dispatchEvent(new CustomEvent("stopped", { detail: why }));
  }

  go() {
    this.stopped = "";
    return this.flush();
  }

  network(there) {
    if (this.offline === there) {
      this.offline = !there;
      document.getElementById("offline").hidden = there;
      this.form.dispatchEvent(new CustomEvent(there ? "online-again" : "offline"));
    }
    if (!there) {
      const waiting = journal.all(this.member).length;
      this.say((waiting === 1 ? this.words.offlineone : this.words.offline).replace("%s", waiting), "is-offline");
      clearTimeout(this.retrying);
      this.retrying = setTimeout(() => this.retry(), AGAIN);
    }
  }

  /** Is the network back? */
  async retry() {
    if (this.isDirty) return this.flush();
    this.network((await renew(this.form)) !== "offline");
  }

  say(words, tone) {
    if (this.state.textContent.trim() !== words) this.state.textContent = words;
    this.state.className = `save-state ${tone}`.trim();
  }

  /** The page goes away: send the last words with it. They stay in this browser until the server has answered. */
  leave() {
    if (!this.isDirty || this.stopped || this.sending) return;
    const fields = new FormData();
    fields.set("title", this.title.value);
    fields.set("text", this.text.value);
    fields.set("row_version", this.form.elements.row_version.value);
    fields.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    navigator.sendBeacon(this.form.dataset.keep, fields);
  }
}
