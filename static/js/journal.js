// What is typed, kept in this browser before it goes to the network. It survives reload, crash and a lost session.
// One entry for each writer and item; it goes only when the server has acknowledged the very same words.

const PREFIX = "idekom:typed:";
const FOUND = "idekom:found:";
const MOMENT = "idekom:moment:";
const OLDEST = 12 * 60 * 60 * 1000; // ms that a meeting is kept: it is over by then

const name = (member, item) => `${PREFIX}${member}:${item}`;

/** Keep an entry: {item, meeting, label, title, text, version, keep, at}. False when the browser refuses. */
export function put(member, entry) {
  try {
    localStorage.setItem(name(member, entry.item), JSON.stringify({ ...entry, at: new Date().toISOString() }));
    return true;
  } catch {
    return false;
  }
}

/** The entry of an item, or null. */
export function get(member, item) {
  return parsed(localStorage.getItem(name(member, item)));
}

/** Let an entry go, unless other words than these have been typed since. */
export function drop(member, item, sent) {
  const entry = get(member, item);
  if (entry && (!sent || (entry.text === sent.text && entry.title === sent.title))) localStorage.removeItem(name(member, item));
}

/** Lay an entry aside until its writer has chosen: what is typed meanwhile does not take its place. */
export function layAside(member, entry) {
  localStorage.setItem(`${FOUND}${member}:${entry.item}`, JSON.stringify(entry));
}

/** What lies aside for an item, or null. */
export function aside(member, item) {
  return parsed(localStorage.getItem(`${FOUND}${member}:${item}`));
}

/** Its writer has chosen. */
export function dropAside(member, item) {
  localStorage.removeItem(`${FOUND}${member}:${item}`);
}

/** Every entry of a writer, the oldest first. */
export function all(member) {
  const own = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${member}:`));
  return own.map((key) => parsed(localStorage.getItem(key))).filter(Boolean).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The meeting as it stood when there was a network, for writing on without one. Only the last one is kept. */
export function putMoment(member, moment) {
  try {
    localStorage.setItem(MOMENT + member, JSON.stringify({ ...moment, at: new Date().toISOString() }));
  } catch {
    // Without room for it the item on the screen is still kept, word by word.
  }
}

/** An item of the kept meeting, as the server has it since. */
export function update(member, item, values) {
  const kept = parsed(localStorage.getItem(MOMENT + member));
  const one = kept?.items.find((other) => String(other.pk) === String(item));
  if (!one) return;
  Object.assign(one, values);
  putMoment(member, kept);
}

/** Every meeting that is kept here, with the writer it belongs to. */
export function moments() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(MOMENT));
  const found = keys.map((key) => ({ member: key.slice(MOMENT.length), ...parsed(localStorage.getItem(key)) }));
  return found.filter((one) => Date.now() - Date.parse(one.at) < OLDEST).sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Let the kept meetings go, all but one writer's: the meeting is over, or somebody else sits here now. */
export function dropMoments(except) {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(MOMENT) && key !== MOMENT + except) localStorage.removeItem(key);
}

/** Two texts are the same when only their line ends differ. */
export const same = (a, b) => lines(a) === lines(b);

const lines = (words) => (words ?? "").replaceAll("\r\n", "\n");

function parsed(words) {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}
