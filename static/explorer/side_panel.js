// What stands beside the map: the legend of exactly what is drawn, the card of the chosen event, the list of what is in sight.

import { REVIEW } from "./columns.js";
import { share } from "./density.js";
import { comparedLegend, differenceTip } from "./difference.js";
import { make } from "./element.js";
import { drawGhost, drawSign, gridColour } from "./marks.js";
import { ownTip } from "./own_layers.js";
import { FEW_PEOPLE, rateShare } from "./rates.js";
import { radiusOf } from "./scene.js";
import { signOf } from "./sign.js";
import { silenceLegend, silenceLines, silenceTip } from "./silence.js";
import { count, eventWords, preciseWords, tollWords, words } from "./words.js";

const MOST_IN_COLUMN = 8;

function row(picture, label, number) {
  return make("li", {}, picture, make("span", { text: label }), number === undefined ? null : make("span", { class: "dl-count", text: number.toLocaleString("en") }));
}

// A type with its number is a button: it leaves only that type, and pressed again lets the others back.
function typeRow(picture, type, number, onType) {
  if (!onType) { return row(picture, type.label, number); }
  return make("li", {}, make("button", { type: "button", class: "dl-row", title: words.onlyType, onclick: () => onType(type.type) },
    picture, make("span", { text: type.label }), make("span", { class: "dl-count", text: number.toLocaleString("en") })));
}

/** Return the legend of all that is drawn but one's own layers, which stand below a picture; `onType` is told the type whose row is pressed, without it nothing can be pressed. */
export function wholeLegend({ map, columns }, onType = null) {
  const legend = legendOf(columns, map.scene, { theme: map.theme, ghosts: map.ghosts.length > 0, onType });
  if (map.compared) { legend.prepend(...comparedLegend(map.compared, map.scene, map)); }
  if (map.silence) { legend.prepend(...silenceLegend(map.silence, columns, { theme: map.theme, isMoving: map.isOld })); }
  return legend;
}

function legendOf(columns, scene, { theme, ghosts, onType }) {
  const box = make("div", { class: "dl-legend" });
  if (scene.kind !== "marks") {
    box.append(...(scene.kind === "grid" ? gridLegend(scene, theme, onType) : scene.kind === "difference" ? [] : densityLegend(columns, scene, theme)));
    if (scene.seen) { box.append(make("h3", { text: words.timeTitle }), timeTypes(columns, scene.types, onType)); }
    return box;
  }
  const ways = new Map(), items = scene.inSight, statuses = [0, 0, 0, 0];
  let deadliest = 0;
  for (const i of items) {
    const way = columns.shape[i] ? "area" : columns.radius[i] ? "circle" : "exact";
    ways.set(way, (ways.get(way) ?? 0) + 1);
    statuses[columns.statusOf(i)] += 1;
    deadliest = Math.max(deadliest, columns.tollOf(i));
  }
  if (!items.length && !scene.reachesIn) { box.append(make("p", { text: words.noneInSight })); return box; }
  const shown = Array.from(scene.types, (number, type) => [type, number]).filter(([, number]) => number).sort((a, b) => columns.types[a[0]].order - columns.types[b[0]].order).map(([type, number]) =>
    typeRow(signOf((ctx, c) => drawSign(ctx, columns.types[type], c, c, { r: 8, hollow: false })), columns.types[type], number, onType));
  if (shown.length) { box.append(make("h3", { text: words.typeTitle }), make("ul", { class: shown.length > MOST_IN_COLUMN ? "dl-many" : null }, ...shown)); }
  const drawings = ["exact", "circle", "area"].filter((way) => ways.has(way)).map((way) => row(signOf((ctx, c) => drawWay(ctx, c, way)), words[way], ways.get(way)));
  if (scene.reachesIn) { drawings.push(row(signOf((ctx, c) => drawWay(ctx, c, "reach")), words.reach, scene.reachesIn)); }
  if (ghosts) { drawings.push(row(signOf((ctx, c) => drawGhost(ctx, c, c, "", theme)), words.ghost)); }
  box.append(make("h3", { text: words.placeTitle }), make("ul", { class: "dl-ways" }, ...drawings));
  if (ways.has("circle") || ways.has("area")) { box.append(make("p", { text: words.hollow })); }
  if (statuses[0] < items.length) { box.append(...statusLegend(statuses)); }
  if (scene.areas.some((area) => area.type < 0)) { box.append(make("p", { text: words.mixedArea })); }
  if (scene.rings.length) { box.append(make("p", { text: onType ? `${words.ring} ${words.ringMore}` : words.ring })); }
  if (deadliest > 0) {
    const steps = [...[1, 10, 100].filter((step) => step < deadliest), deadliest];
    box.append(make("h3", { text: words.tollTitle }), make("ul", { class: "dl-tolls" }, ...steps.map((killed) => {
      const r = scene.size * radiusOf(killed);
      return row(signOf((ctx, c) => { ctx.beginPath(); ctx.arc(c, c, r * 0.9, 0, 2 * Math.PI); ctx.fillStyle = "#bbb"; ctx.fill(); ctx.strokeStyle = "#555"; ctx.stroke(); }, 2 * r + 2), killed.toLocaleString("en"));
    })));
  }
  return box;
}

// What did not happen, where there is any in sight: a stroke through a hollow marker, and how many of each there are.
function statusLegend([, ...numbers]) {
  const sign = () => signOf((ctx, c) => drawSign(ctx, { label: "status", colour: "#777", line: "#555", ring: null }, c, c, { r: 8, hollow: true, crossed: true }));
  const rows = numbers.map((number, at) => (number ? row(sign(), words.statuses[at], number) : null));
  return [make("h3", { text: words.statusTitle }), make("ul", {}, ...rows.filter(Boolean)), make("p", { text: words.crossed })];
}

function gridLegend({ cells: { most } }, theme, onType) {
  const list = make("ul", { class: "dl-ramp" }, ...[0, 0.34, 0.67, 1].map((share) => row(
    signOf((ctx, c) => { ctx.fillStyle = gridColour(share, theme); ctx.beginPath(); ctx.arc(c, c, c * (0.35 + 0.5 * share), 0, 2 * Math.PI); ctx.fill(); }),
    Math.max(1, Math.round((most + 1) ** share - (share ? 1 : 0))).toLocaleString("en"),
  )));
  return [make("h3", { text: words.gridTitle }), list, make("p", { text: onType ? `${words.grid} ${words.gridMore}` : words.grid })];
}

function densityLegend(columns, scene, theme) {
  const swatch = (part) => signOf((ctx, c) => { ctx.fillStyle = gridColour(part, theme); ctx.fillRect(1, 4, 2 * c - 2, 2 * c - 8); });
  if (scene.kind === "heat") {
    const list = [[0.15, words.heatFew], [0.5, ""], [1, words.heatMany]].map(([part, label]) => row(swatch(part), label));
    return [make("h3", { text: words.heatTitle }), make("ul", { class: "dl-ramp" }, ...list), make("p", { text: words.heat })];
  }
  if (scene.kind === "rates") { return rateLegend(scene.rates, swatch); }
  const { most } = scene.kind === "hex" ? scene.hex : scene.provinces;
  if (!most) { return [make("p", { text: words.noneInSight })]; }
  const steps = [...new Set([1, Math.round(most ** 0.33), Math.round(most ** 0.67), most])];
  const list = make("ul", { class: "dl-ramp" }, ...steps.map((count_) => row(swatch(share(count_, most)), count_.toLocaleString("en"))));
  const title = scene.kind === "hex" ? words.hexTitle : words.provinceTitle, said = scene.kind === "hex" ? words.hex : words.provinces;
  const none = scene.kind === "provinces" && scene.provinces.none ? make("p", { text: `${count(scene.provinces.none)} ${words.noProvince}` }) : "";
  return [make("h3", { text: title }), list, make("p", { text: said }), none];
}

function rateLegend({ layer, most, vague, outside }, swatch) {
  if (!layer) { return [make("h3", { text: words.rateTitle }), make("p", { text: words.noPeople })]; }
  const steps = most ? [0.1, 0.35, 0.65, 1].map((part) => part * most) : [];
  return [
    make("h3", { text: words.rateTitle }), make("p", { text: `${words.rateBy} ${layer.name}`, dir: "auto" }),
    make("ul", { class: "dl-ramp" }, ...steps.map((rate) => row(swatch(rateShare(rate, most)), rateWords(rate)))),
    make("p", { text: words.rates }),
    vague ? make("p", { text: `${count(vague)} ${words.rateVague}` }) : "", outside ? make("p", { text: `${count(outside)} ${words.rateOutside}` }) : "",
  ];
}

const rateWords = (rate) => (rate >= 10 ? Math.round(rate).toLocaleString("en") : rate.toPrecision(2));

function rateTip({ name, count: events, people, rate }) {
  return make("div", {}, make("div", { class: "dl-tip-head", text: name, dir: "auto" }), make("div", { text: `${count(events)} · ${people.toLocaleString("en")} ${words.people}` }),
    make("div", { text: `${rateWords(rate)} ${words.rateUnit}` }), people < FEW_PEOPLE ? make("div", { text: words.fewPeople }) : null);
}

/** Return what is said beside the pointer of what lies there. */
export function hitTip(columns, hit, { silence }) {
  if (hit.own) { return ownTip(hit.own); }
  if (hit.ring) { return make("div", { text: count(hit.ring.items.length) }); }
  if (hit.mark) { return tipOf(columns, hit.mark.i); }
  if (!hit.cell) { return silenceTip(silence, hit.silence); }
  const tip = cellTip(hit.cell);
  if (hit.silence) { tip.append(hit.cell.code ? "" : make("div", { text: hit.silence.name, dir: "auto" }), ...silenceLines(silence, hit.silence).map((text) => make("div", { text }))); }
  return tip;
}

function cellTip(cell) {
  if (cell.thinner) { return differenceTip(cell); }
  if (cell.people) { return rateTip(cell); }
  const toll = cell.killed ? ` · ${cell.killed.toLocaleString("en")} ${words.killed}` : "";
  return make("div", {}, cell.name ? make("div", { class: "dl-tip-head", text: cell.name, dir: "auto" }) : null, make("div", { class: cell.name ? null : "dl-tip-head", text: count(cell.count) + toll }),
    ...(cell.types ?? []).map(([label, number]) => make("div", { text: `${label} ${number.toLocaleString("en")}` })), cell.others ? make("div", { text: `${words.otherTypes} ${cell.others.toLocaleString("en")}` }) : null);
}

// On a grid of counts the types are the timeline's: its colours, how many in sight.
function timeTypes(columns, types, onType) {
  const totals = Array.from(types, (number, type) => [type, number]).filter(([, number]) => number);
  const shown = totals.sort((a, b) => columns.types[a[0]].order - columns.types[b[0]].order);
  return make("ul", { class: shown.length > MOST_IN_COLUMN ? "dl-many" : null }, ...shown.map(([type, number]) =>
    typeRow(signOf((ctx, c) => { ctx.fillStyle = columns.types[type].colour; ctx.fillRect(c - 6, c - 6, 12, 12); }), columns.types[type], number, onType)));
}

function drawWay(ctx, c, way) {
  if (way !== "exact") {
    ctx.beginPath();
    if (way === "circle") { ctx.arc(c, c, c - 2, 0, 2 * Math.PI); } else { for (const [x, y] of [[-8, 3], [-4, -7], [6, -6], [8, 4], [0, 8]]) { ctx.lineTo(c + x, c + y); } ctx.closePath(); }
    ctx.fillStyle = "rgba(100,100,100,.15)";
    ctx.fill();
    ctx.setLineDash([3, 2]);
    ctx.strokeStyle = "#777";
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (way === "reach") { return; }
  ctx.beginPath();
  ctx.arc(c, c, way === "exact" ? 5 : 3, 0, 2 * Math.PI);
  ctx.fillStyle = way === "exact" ? "#777" : "#fff";
  ctx.fill();
  ctx.strokeStyle = way === "exact" ? "#fff" : "#777";
  ctx.stroke();
}

/** Return the card of an event as Python worded it: {title, when, where, sentence, rows, rivals}. */
export function cardOf(card, { onClose, onReport, onRival }) {
  const close = make("button", { type: "button", class: "dl-plain", text: words.close, onclick: onClose });
  const box = make("section", { class: "dl-card", "aria-label": card.title, tabindex: "-1" },
    make("div", { class: "dl-card-head" }, make("h2", { text: card.title, style: `border-left-color: ${card.colour}` }), close),
    make("p", { class: "dl-when", text: `${card.when} · ${card.where}`, dir: "auto" }),
    make("blockquote", { text: card.sentence, dir: "auto" }));
  const list = make("dl", {});
  for (const [name, said] of card.rows) { list.append(make("dt", { text: name }), make("dd", { text: said, dir: "auto" })); }
  box.append(list);
  if (card.rivals.length) {
    box.append(make("h3", { text: words.rivals }), make("ul", { class: "dl-rivals" }, ...card.rivals.map((rival) =>
      make("li", {}, make("button", { type: "button", class: "dl-plain", text: rival.words, dir: "auto", onclick: () => onRival(rival) })))));
  }
  if (card.report) { box.append(make("button", { type: "button", class: "dl-action", text: words.report, onclick: () => onReport(card.report) })); }
  return box;
}

/** Return the keys and what they do. */
export function keysOf() {
  return make("section", { class: "dl-keys", "aria-label": words.keys }, ...words.keyList.flatMap(([place, keys]) => [
    make("h3", { text: words[place] }),
    make("dl", {}, ...keys.flatMap(([key, does]) => [make("dt", {}, make("kbd", { text: key })), make("dd", { text: does })])),
  ]));
}

// What, when, where, according to whom, how sure.
function tipOf(columns, i) {
  const claimant = columns.claimantOf(i), lines = [eventWords(columns, i), [preciseWords(columns, i), tollWords(columns, i)].filter(Boolean).join(" · ")];
  if (claimant) { lines.push(words.claimed(claimant)); }
  const sure = words.sure(columns.confidence[i]);
  lines.push(columns.flags[i] & REVIEW ? `${sure}, ${words.toCheck}` : sure);
  return make("div", {}, ...lines.filter(Boolean).map((line, at) => make("div", { class: at ? "" : "dl-tip-head", text: line, dir: "auto" })));
}
