// Where the keyboard is: kept when a panel is drawn anew, and given back when a card closes.

const CONTROLS = "button, summary, input, select, [tabindex]";

function nameOf(element) {
  return `${element.localName} ${element.getAttribute("aria-label") ?? element.textContent}`;
}

/** Return a note of the control that has the focus inside a box, null where none has. */
export function noteFocus(box) {
  const now = box.getRootNode().activeElement;
  if (!now || !box.contains(now)) { return null; }
  const name = nameOf(now), alike = [...box.querySelectorAll(CONTROLS)].filter((each) => nameOf(each) === name);
  return { name, nth: alike.indexOf(now) };
}

/** Focus the control that was noted, in a box that was drawn anew; false where it is gone. */
export function giveFocus(box, note) {
  const alike = [...box.querySelectorAll(CONTROLS)].filter((each) => nameOf(each) === note.name);
  const found = alike[Math.min(note.nth, alike.length - 1)];
  found?.focus();
  return Boolean(found);
}
