// Events as a list of buttons: a ring's events, or all in sight for everyone who does not use the map itself.

import { make } from "./element.js";
import { eventWords, tollWords, words } from "./words.js";

const PAGE = 200;

/** Return the positions of the events whose point lies in a box of the world, by their days, those without a date last. */
export function eventsIn(columns, selection, [x0, y0, x1, y1]) {
  const { x, y, first, last } = columns, keys = [];
  for (let i = 0; i < columns.events; i += 1) {
    if (x[i] >= x0 && x[i] < x1 && y[i] >= y0 && y[i] < y1 && selection.has(columns, i) && !selection.isPast(columns, i)) {
      // one number for day and position: numbers are sorted many times as fast as what has to be compared by a function
      keys.push((first[i] <= last[i] ? first[i] + 1e6 : 9e6) * 2 ** 24 + i);
    }
  }
  return Float64Array.from(keys).sort().map((key) => key % 2 ** 24);
}

/** Return a page of events as buttons; `start` is the first of them, `onTurn` is told the first of another page. */
export function listOf(columns, items, { onPick, chosen, title, start = 0, onTurn = null }) {
  const first = Math.min(start, Math.max(0, items.length - 1)), shown = Array.from(items.slice(first, first + PAGE));
  const turn = (text, to) => make("button", { type: "button", class: "dl-plain", text, disabled: to === null, onclick: () => onTurn(to) });
  const pages = items.length > PAGE && onTurn ? make("div", { class: "dl-turn" },
    turn(words.listBefore, first > 0 ? Math.max(0, first - PAGE) : null),
    make("span", { text: words.pageOf(first + 1, first + shown.length, items.length) }),
    turn(words.listAfter, first + PAGE < items.length ? first + PAGE : null)) : null;
  return make("section", { class: "dl-list", "aria-label": title },
    make("h3", { text: title }), pages,
    make("ul", {}, ...shown.map((i) => make("li", {}, make("button", {
      type: "button", class: "dl-item", "aria-pressed": i === chosen ? "true" : "false", style: `border-left-color: ${columns.types[columns.type[i]].colour}`, onclick: () => onPick(i),
    }, make("span", { text: eventWords(columns, i), dir: "auto" }), tollWords(columns, i) ? make("b", { text: ` ${tollWords(columns, i)}` }) : null)))));
}
