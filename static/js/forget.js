// Signing out: the meeting that was kept for writing without a network goes. Words that were never saved stay.

import * as journal from "./journal.js";

for (const form of document.querySelectorAll("form[data-signs-out]")) form.addEventListener("submit", () => journal.dropMoments());
