// What the page is made of: the map with its tools, the side panel, the timeline with its own; each does what the explorer is told.

import { NOTATIONS } from "./coordinates.js";
import { make, tool } from "./element.js";
import { NAMES } from "./labels.js";
import { SPEEDS, TRAILS } from "./playback.js";
import { words } from "./words.js";

/** Make the elements and put them on the page. */
export function layOut(explorer) {
  const button = (name, label, act) => tool(name, label, act);
  explorer.mapBox = make("div", { class: "dl-map" });
  explorer.tip = make("div", { class: "dl-tip", hidden: true, role: "tooltip" });
  explorer.hint = make("div", { class: "dl-hint", hidden: true, role: "status" });
  explorer.status = make("button", { type: "button", class: "dl-status", title: words.notation, onclick: () => { explorer.notation = (explorer.notation + 1) % NOTATIONS.length; explorer.point(...(explorer.lastPoint ?? [explorer.map.view.lon, explorer.map.view.lat])); } });
  explorer.sight = make("button", { type: "button", class: "dl-sight", title: words.list, onclick: () => explorer.side.toggle("list") });
  explorer.said = make("div", { class: "dl-said", role: "status" });
  explorer.lost = make("div", { class: "dl-lost", role: "alert" });
  explorer.trouble = make("div", { class: "dl-trouble", role: "status" });
  explorer.credit = make("div", { class: "dl-credit", tabindex: "0", role: "note" });
  explorer.sideBox = make("aside", { class: "dl-side" });
  explorer.search = make("input", { type: "search", class: "dl-search", placeholder: words.findHint, "aria-label": words.find, maxlength: "120" });
  explorer.found = make("div", { class: "dl-found" });
  explorer.backButton = button("back", words.back, () => explorer.step(-1));
  explorer.forwardButton = button("forward", words.forward, () => explorer.step(1));
  explorer.styleSelect = make("select", { class: "dl-select", "aria-label": words.style, onchange: (e) => explorer.setStyle(e.target.value) },
    ...["", "light", "dark", "print"].map((name) => make("option", { value: name, text: words[name || "browser"] })));
  explorer.layerSelect = make("select", { class: "dl-select", "aria-label": words.layer, onchange: (e) => explorer.setLayer(e.target.value) },
    ...["events", "heat", "hex", "provinces", "rates"].map((name) => make("option", { value: name, text: words[`${name}_layer`] })));
  explorer.namesSelect = make("select", { class: "dl-select", "aria-label": words.names, title: words.names, onchange: (e) => explorer.setNames(e.target.value) },
    ...NAMES.map((name) => make("option", { value: name, text: words[`${name}_names`] })));
  explorer.sketchButtons = Object.fromEntries(["box", "lasso", "measure"].map((kind) => [kind, tool(kind, words[kind], () => explorer.hands.sketch(kind), { "aria-pressed": "false" })]));
  explorer.presentButton = button("present", words.present, () => explorer.presentation.toggle());
  const tools = make("div", { class: "dl-tools", role: "group", "aria-label": words.mapTools },
    button("plus", words.zoomIn, () => explorer.map.map.zoomIn()), button("minus", words.zoomOut, () => explorer.map.map.zoomOut()),
    button("fit", words.fit, () => explorer.fit()), explorer.backButton, explorer.forwardButton,
    ...Object.values(explorer.sketchButtons),
    button("list", words.list, () => explorer.side.toggle("list")), button("picture", words.picture, () => explorer.savePicture()), explorer.presentButton, button("keys", words.keysHint, () => explorer.side.toggle("keys")));
  const finder = make("div", { class: "dl-finder" }, explorer.search, explorer.found);
  const foot = make("div", { class: "dl-foot" }, explorer.sight, explorer.status, explorer.layerSelect, explorer.namesSelect, explorer.styleSelect);
  const stage = make("div", { class: "dl-stage" }, explorer.mapBox, tools, finder, explorer.hint, explorer.tip, foot, explorer.credit, explorer.trouble, explorer.lost, explorer.said);
  stage.addEventListener("keydown", (e) => explorer.hands.key(e));
  explorer.playButton = button("play", words.play, () => explorer.togglePlay());
  explorer.speed = make("select", { class: "dl-select", "aria-label": words.speed, title: words.speed, onchange: (e) => { explorer.playback.speed = Number(e.target.value); } }, ...SPEEDS.map((speed) => make("option", { value: String(speed), text: `${speed}×`, selected: speed === 1 })));
  explorer.trail = make("select", { class: "dl-select", "aria-label": words.trail, title: words.trail, onchange: (e) => { explorer.playback.setTrail(Number(e.target.value)); } },
    ...TRAILS.map((times) => make("option", { value: String(times), text: times ? `${words.trail} ${times}×` : words.noTrail })));
  explorer.allDays = make("button", { type: "button", class: "dl-plain", text: words.showAll, onclick: () => explorer.brush(null, true), hidden: true });
  explorer.days = make("span", { class: "dl-days" });
  const timeTools = make("div", { class: "dl-time-tools" }, explorer.playButton, explorer.speed, explorer.trail, explorer.days, explorer.allDays, make("span", { class: "dl-space" }),
    button("minus", words.zoomOutTime, () => explorer.timeline.zoom(1.6)), button("plus", words.zoomInTime, () => explorer.timeline.zoom(0.625)), make("button", { type: "button", class: "dl-plain", text: words.wholeTime, onclick: () => explorer.timeline.showAll() }));
  explorer.timeBox = make("div", { class: "dl-time" });
  explorer.presented = make("strong", { class: "dl-presented", role: "status", dir: "auto" });
  explorer.nextButton = button("forward", words.nextView, () => explorer.presentation.show(1));
  const bar = make("div", { class: "dl-present-bar" }, explorer.presented, make("span", { class: "dl-space" }),
    button("back", words.previousView, () => explorer.presentation.show(-1)), explorer.nextButton, button("close", words.leave, () => explorer.presentation.leave()));
  explorer.frame = make("div", { class: "dl-explorer" }, bar, make("div", { class: "dl-main" }, stage, explorer.sideBox), timeTools, explorer.timeBox);
  explorer.frame.addEventListener("keydown", (e) => explorer.side.key(e));
  explorer.root.append(explorer.frame);
}
