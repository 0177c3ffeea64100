// Which of two texts is chosen: what lies in this browser follows, so that it is not asked about again.

import * as journal from "./journal.js";

const { member, item } = document.getElementById("two-texts").dataset;

function chosen() {
  journal.drop(member, item);
  journal.dropAside(member, item);
}

document.getElementById("keep-theirs").addEventListener("click", chosen);
for (const form of document.forms) {
  form.addEventListener("submit", () => {
    const entry = journal.aside(member, item) ?? journal.get(member, item);
    chosen();
    if (!entry) return;
    const [text, version] = [form.elements.text.value, form.elements.row_version.value];
    journal.put(member, { ...entry, text, version, title: form.elements.title.value });
  });
}
