// How the map looks besides its events: style, layer, names, basemap. What an opened view sets of it, and what is told to whoever saves one.

import { readView, viewParts } from "./address.js";
import { words } from "./words.js";

/** Which saved view was opened last: a map that is made anew, after a visit to another page, does not open it again. */
export const opened = { number: undefined };

/** Return "dark" where the page around the map is dark, else "light". */
export function pageTheme(root) {
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(ground);
  return hex && hex.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 300 ? "dark" : "light";
}

/** Look as a view that was opened was kept: what it does not name is as on a fresh page. */
export function takeLooks(explorer, go) {
  if (!go || go.number === opened.number) { return; }
  const { style, layer, names } = readView(go), before = explorer.theme;
  Object.assign(explorer, { style: style ?? null, layer: layer ?? "events", names: names ?? "latin" });
  // another style is another frame: the map's box changes while it would still be on its way
  explorer.isReframed = explorer.theme !== before;
}

/** Return what describes the view that is on the screen now, as an address has it. */
export function partsOf({ style, layer, names, map, header }) {
  return viewParts(map.view, { style, layer, names, ground: header.ground?.id, silence: Boolean(map.silence), side: map.compared?.side, own: map.own.map((each) => each.id) });
}

/** Tell who saves a view how the map is now: the address may be as it was a moment ago, and Streamlit's own copy of it older still. */
export function answerView(explorer, number) {
  if (!number || number === explorer.answered) { return; }
  explorer.answered = number;
  explorer.tell("looks", { number, parts: partsOf(explorer) });
}

/** Lay another basemap over the offline one, or none; what was said of the one before is void. */
export function showGround(explorer, ground) {
  if (ground?.id !== explorer.map.ground?.id) { showTrouble(explorer, false); }
  explorer.map.setGround(ground);
}

/** Say that the tiles of the basemap do not come, or that they do. */
export function showTrouble({ trouble, header }, isFailing) {
  const said = isFailing && header.ground ? words.groundFails(header.ground) : "";
  if (said !== trouble.textContent) { trouble.textContent = said; }
}
