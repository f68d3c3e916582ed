// Every word that the map and the timeline say, in one place: a translation is another such table.

import { dayWords, spanWords } from "./days.js";

const ENGLISH = {
  event: "event", events: "events",
  map: "Map of events", mapHelp: "Arrow keys move the map, plus and minus zoom. The list of events holds the same events in words.",
  zoomIn: "Zoom in", zoomOut: "Zoom out", zoomInTime: "Zoom in on time", zoomOutTime: "Zoom out of time", mapTools: "Map tools", speed: "Speed of playback",
  keys: "Keys", keysHint: "Which keys do what", fit: "Zoom to the events", back: "Previous view", forward: "Next view",
  lasso: "Draw an area", box: "Draw a box", measure: "Measure a distance", list: "List the events in sight", legend: "Legend",
  picture: "Save a picture", present: "Full screen", leave: "Leave full screen", style: "Map style", find: "Find a place",
  findHint: "Place name, then Enter", nothingFound: "No place of that name is in the gazetteer.", searching: "Searching…", closeFound: "Close the list",
  previousView: "Previous saved view", nextView: "Next saved view", noViews: "No view is saved yet: “Views” above the map keeps this one.",
  browser: "As the browser", light: "Light", dark: "Dark", print: "Print",
  names: "Place names", latin_names: "Names: Latin", arabic_names: "Names: Arabic", both_names: "Names: both", none_names: "No names",
  lassoHint: "Draw round the events. By keyboard: arrows move a cross, Enter sets a corner, twice ends. Escape leaves.",
  boxHint: "Drag a box round the events. By keyboard: arrows move a cross, Enter sets a corner. Escape leaves.",
  measureHint: "Click points; double-click ends. By keyboard: arrows move a cross, Enter sets a point, twice ends. Escape leaves; pressed again it takes the line away.",
  pointHint: "Click where it was, then confirm below the table.",
  typeTitle: "Event type", placeTitle: "How precisely the place is known", tollTitle: "Reported killed", gridTitle: "Events in one spot of the grid", timeTitle: "In sight, by type (the timeline's colours)",
  exact: "Exact place", circle: "Within the dashed circle", area: "Somewhere in the dashed area", reach: "Area of an event whose middle is out of sight", ghost: "Another place that it may mean",
  hollow: "A hollow marker shows the type of an event whose exact place is not known. Larger areas are fainter.",
  statusTitle: "Did not happen, or not yet", statuses: ["Planned", "Threatened", "Denied or called off"],
  crossed: "A stroke through a hollow marker: the reports do not say that it happened.",
  allEvents: "all events",
  ring: "A number in a ring counts events too close together to tell apart.", ringMore: "Click it for the list, or zoom in.",
  grid: "So many events are in sight that they are counted on a grid.", gridMore: "Click a spot, zoom in, or narrow the filter, to see each one and its area.",
  layer: "Layer", events_layer: "Events", heat_layer: "Heat", hex_layer: "Hexagons", provinces_layer: "Provinces", killed: "killed",
  heatTitle: "Events, by ground", heatFew: "few", heatMany: "many",
  heat: "Each event is spread over all the ground where it may have been: an exact place is a spot, a province a breath.",
  hexTitle: "Events in a hexagon", hex: "An event counts where its point lies; a vague place has its point in the middle of its area.",
  provinceTitle: "Events in a province", provinces: "Counts, not rates: a province with more people or more reporters has more events told.", noProvince: "lie in no province whose outline is known.",
  rates_layer: "Rates", rateTitle: "Events per 100,000 people", rateBy: "In the areas of", rateUnit: "events per 100,000 people", people: "people",
  rates: "An event counts in the area where its point lies. Where more reporters are, more events are told.",
  rateVague: "are left out: their own place is vaguer than these areas.", rateOutside: "lie in none of these areas.", fewPeople: "Few people live here: one event weighs much.",
  noPeople: "No layer on the map says how many people live in its areas. Add one under “Layers”: areas with a field such as “population”.",
  ownTitle: "Layers of your own", ownZoom: "Zoom to", ownAsOf: "As of", ownNoDate: "Date not given", ownSource: "source:", ownNoSource: "source not given",
  ownFar: ["Of", ": not of the days shown."],
  listBefore: "Previous", listAfter: "Next",
  tilesMissing: "Some map tiles had not come",
  onlyType: "Show only this type; press again for all",
  mixedArea: "A grey area holds events of several types.",
  otherTypes: "Other types", minus: "minus", comparedA: "Compared: A is on the map", comparedB: "Compared: B is on the map", comparedBoth: "Events by province: A minus B",
  moreInA: "more in A", fewerInA: "fewer in A", asMany: "As many in A as in B", reportsHere: "Reports of the province:", reportsCountry: "Reports of the whole country:",
  standsOnFewer: "stands on far fewer reports, so fewer events may have been told, not fewer happened.",
  differenceScale: "Orange: more events in A. Blue: fewer. Near nought the steps are finer.", differenceMoving: "The colours follow when the days rest.",
  differenceStretch: "The sides differ in length: B's events are reckoned to as many days as A has.", differenceHatch: "Far fewer reports in A or in B",
  differenceDoubt: "Hatched: fewer than 60% as many reports a day tell of the country on one side as on the other, so the difference may be one of telling.",
  differenceHidden: "more without a known outline, so not drawn.", differenceUnknown: "In no known province:", noDifference: "Neither A nor B has events in a known province.",
  silenceTitle: "Silence is not quiet", silenceHatched: "Far fewer reports than usual", silenceBand: "Thin weeks over all areas",
  silenceRule: "Hatched is a province with at most a third of its usual reports, and fewer than chance would leave once in a hundred times. Usual is the median week of the year before and of the year after, whichever is less.",
  silenceNewest: "the newest four weeks, as no days are chosen", silenceOf: "Thin weeks are marked under the timeline. Reports of any event count, whatever type, words or toll the filter asks for.",
  silenceUnsaidAreas: ["province has too few reports", "provinces have too few reports"], silenceSo: "for anybody to say: not hatched does not mean calm.", silenceNoOutline: "of these without a known outline, so not drawn.",
  silenceNoOthers: "These days leave too few others to compare with. Choose fewer days.", silenceMoving: "The hatching comes back when the days rest.",
  silenceNever: "There are too few reports for anything to be usual: it takes eight whole weeks and reports in four of them.",
  silenceOutside: "No whole week of reports lies in the days shown, so nothing can be said of them.",
  silenceUnsaid: "Too few reports for anything to be usual.", silenceTooFew: "Too few to say: so few may be chance.", silenceThin: "Thin: silence is not quiet.", silenceIn: "for",
  aReport: "report", reports: "reports", noReport: "No report", usually: "usually", about: "about", lessThanOne: "less than one",
  noneInSight: "No event lies in this part of the map. Zoom out, or press “Zoom to the events”.",
  undated: "None of these events has a date, so there is no timeline.",
  toCheck: "to be checked", notDated: "date not known", close: "Close", report: "Open the report", rivals: "Other places that it may mean",
  showAll: "Show all days", play: "Play", pause: "Pause", trail: "Trail", noTrail: "No trail",
  notation: "Coordinates: click for another notation",
  inMap: "On the map", drawing: "While drawing", inTime: "On the timeline", inFull: "In full screen", everywhere: "Everywhere",
  keyList: [
    ["everywhere", [["Tab", "To the next control"], ["Enter", "Open the event of the list, press the button"], ["Escape", "Close the card, the list or the places found, leave drawing"], ["?", "Show these keys"]]],
    ["inMap", [["Arrows", "Move"], ["+ and −", "Zoom in and out"], ["Shift and +, −", "Zoom two steps"], ["Escape", "Take a measured line away"]]],
    ["drawing", [["Arrows", "Move the cross; with Shift a little"], ["Enter", "Set a corner or a point; twice on one spot ends"], ["Backspace", "Take the last one back"], ["Escape", "Leave"]]],
    ["inTime", [["← →", "Move the shown days"], ["Shift and ← →", "Show more or fewer days"], ["+ and −", "Zoom in and out of time"], ["Escape", "Show all days"]]],
    ["inFull", [["→, Page Down", "Next saved view"], ["←, Page Up", "Previous saved view"], ["Escape", "Leave full screen"]]],
  ],
  projection: "WGS 84, Web Mercator", wholeTime: "Whole time", lost: "The connection to Dateline is lost. What you see stays; it comes back by itself.",
};
const UNITS = { day: "day", week: "week", month: "month", quarter: "quarter", year: "year" };

export const words = { ...ENGLISH, claimed, count, eventWords, groundFails, inSight, pageOf, placesFound, sure, timelineWords };

/** Say that a basemap of one's own cannot be drawn. */
function groundFails(ground) {
  if (!ground.file) { return `The tile server ${ground.name} does not answer; the offline map stands.`; }
  return `The map file “${ground.name}” cannot be read here; the offline map stands. Where it is still listed under Layers, start Dateline with: make run`;
}

/** Say a number of events: "1 event", "2,000 events". */
export function count(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? ENGLISH.event : ENGLISH.events}`;
}

/** Say how many events are in sight. */
function inSight(number) {
  return `${count(number)} in sight`;
}

/** Say how many places of a name were found. */
function placesFound(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? "place" : "places"} found`;
}

/** Say which part of a list is shown. */
function pageOf(first, last, all) {
  return `${first.toLocaleString("en")}–${last.toLocaleString("en")} of ${count(all)}`;
}

/** Say who says so. */
function claimed(by) {
  return `according to ${by}`;
}

/** Say how sure it is. */
function sure(percent) {
  return `${percent}% sure`;
}

/** Say a number of reports. */
export function reportWords(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? ENGLISH.aReport : ENGLISH.reports}`;
}

/** Say when an event was. */
export function whenWords(columns, i) {
  const first = columns.first[i], last = columns.last[i];
  if (first > last) { return ENGLISH.notDated; }
  if (first === last) { return columns.date_prec[i] > 1 ? `about ${dayWords(first)}` : dayWords(first); }
  return columns.date_prec[i] > 1 ? `between ${spanWords(first, last).replace("–", " and ")}` : spanWords(first, last);
}

/** Say how precisely an event's place is known. */
export function preciseWords(columns, i) {
  const prec = columns.where_prec[i];
  if (!prec) { return columns.words.precision[0]; }
  if (columns.shape[i] && prec <= 2) { return columns.words.precision[5]; }
  if (columns.radius[i] && prec <= 2) {
    const km = columns.radius[i] / 1000;
    return `within ${km < 10 ? km.toFixed(1).replace(/\.0$/, "") : km.toFixed(0)} km`;
  }
  return columns.words.precision[prec];
}

export function tollWords(columns, i) {
  return columns.tollOf(i) > 0 ? `${columns.tollOf(i).toLocaleString("en")} killed` : "";
}

/** Say an event in one line: what, when, where. */
export function eventWords(columns, i) {
  return [columns.types[columns.type[i]].label, whenWords(columns, i), columns.placeOf(i)].filter(Boolean).join(" · ");
}

/** Say the timeline to someone who does not see it. */
export function timelineWords(bins, range) {
  const undated = bins.undated ? `, ${count(bins.undated)} without a date` : "";
  const chosen = range ? `. Shown: ${range}` : "";
  return `Timeline of ${count(bins.dated)}${undated}${chosen}. Arrow keys move the shown days, Shift and arrow widen them, Escape shows all days.`;
}

export function mostWords(number, unit) {
  return `${count(number)} a ${UNITS[unit]} at most`;
}
