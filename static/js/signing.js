// The session has ended: sign in on the page, with a code by mail, while the text stays and can be written on.

import { renew } from "./network.js";

export class SignIn {
  constructor(form, saver, words) {
    this.form = form;
    this.saver = saver;
    this.words = words;
    this.box = document.getElementById("sign-in");
    this.code = document.getElementById("sign-in-code");
    this.error = document.getElementById("sign-in-error");
    document.getElementById("sign-in-ask").addEventListener("click", () => this.ask());
    document.getElementById("sign-in-go").addEventListener("click", () => this.go());
    this.code.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.go();
    });
  }

  show() {
    this.box.hidden = false;
  }

  /** Ask for a code; whoever types one before the answer has come is not asked to wait. */
  ask() {
    this.asking = this.askFor();
    return this.asking;
  }

  /** As the page for signing in does. */
  async askFor() {
    const page = await this.page(this.form.dataset.signIn);
    const form = page && [...page.forms].find((one) => one.elements.email);
    if (!form) return this.say(this.words.nonetwork);
    const fields = new FormData(form);
    fields.set("email", this.form.dataset.email);
    this.codePage = await this.page(form.getAttribute("action"), fields);
    if (!this.codePage) return this.say(this.words.nonetwork);
    this.say("");
    this.code.focus();
  }

  async go() {
    await this.asking;
    const form = this.codePage && [...this.codePage.forms].find((one) => one.elements.code);
    if (!form) return this.ask();
    const fields = new FormData(form);
    fields.set("code", this.code.value);
    const page = await this.page(form.getAttribute("action"), fields);
    if (!page) return this.say(this.words.nonetwork);
    const again = [...page.forms].find((one) => one.elements.code);
    if (again) {
      this.codePage = page;
      return this.say(page.querySelector(".field-error, .error-summary li")?.textContent.trim() || this.words.wrongcode);
    }
    if ((await renew(this.form)) !== "ok") return this.say(this.words.somebodyelse);
    this.box.hidden = true;
    this.code.value = "";
    this.form.elements.text.focus();
    await this.saver.go();
  }

  async page(address, fields = null) {
    try {
      const options = fields ? { method: "POST", body: fields } : {};
      const response = await fetch(address, { ...options, credentials: "same-origin" });
      return new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      return null;
    }
  }

  say(words) {
    this.error.textContent = words;
    this.error.hidden = !words;
  }
}
