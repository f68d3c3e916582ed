// The report's text with its marks; a click or Enter on a mark tells Python which. The buttons above it hide and show the kinds of
// marks, in the browser alone. Every word reaches the page as a text node.
const HIDDEN = "dateline-marks-hidden";

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".report");
  const hidden = hiddenKinds();
  // Drawn once for one reading: a mark that is replaced between press and release hears no click.
  if (box.dataset.version !== data.version) {
    box.replaceChildren(...data.segments.map(mark));
    box.dataset.version = data.version;
    // Read again, a report stays where its reader has scrolled it, with what is chosen in sight or out of it.
    if (box.dataset.report !== data.report) { box.dataset.chosen = ""; box.scrollTop = 0; }
    box.dataset.report = data.report;
    paint(box, data.segments, hidden);
    legend(parentElement.querySelector(".kinds"), box, data, hidden);
  }
  const idAt = (event) => (event.target.dataset ? event.target.dataset.id : "");
  box.onclick = (event) => { if (idAt(event)) { setTriggerValue("picked", idAt(event)); } };
  box.onkeydown = (event) => {
    if (idAt(event) && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); setTriggerValue("picked", idAt(event)); }
  };
  // Words that are selected, by the mouse or by a browser's own keys, are told as a span of the letters shown.
  const tellWords = () => { const span = data.hears ? selected(box) : null; if (span) { setTriggerValue("words", span); } };
  box.onmouseup = () => setTimeout(tellWords, 0);
  box.onkeyup = (event) => { if (event.shiftKey || event.key === "Shift") { tellWords(); } };
  for (const span of box.children) {
    span.classList.toggle("chosen", Boolean(data.chosen) && (span.dataset.id === data.chosen || span.dataset.sentence === data.chosen));
  }
  if (data.chosen !== box.dataset.chosen) { show(box, box.querySelector(".chosen")); }
  box.dataset.chosen = data.chosen;
}

function mark(segment) {
  const span = document.createElement("span");
  span.textContent = segment.text;
  if (segment.sentence) { span.dataset.sentence = segment.sentence; }
  return span;
}

// Give each run the looks and the words of those of its marks that are shown.
function paint(box, segments, hidden) {
  segments.forEach((segment, at) => {
    const span = box.children[at];
    const kinds = segment.kinds.filter((kind) => !hidden.has(kind));
    const isTold = Boolean(segment.sentence) && !hidden.has("event");
    span.className = [...kinds, ...(isTold ? ["told"] : []), ...(span.classList.contains("chosen") ? ["chosen"] : [])].join(" ");
    for (const name of ["title", "role", "tabindex", "aria-label", "data-id"]) { span.removeAttribute(name); }
    if (!kinds.length && !isTold) { return; }
    span.title = segment.words;
    if (segment.id) { span.dataset.id = segment.id; }
    // A mark that others cut into runs is reached once by the keyboard.
    if (kinds.length && (segment.first || kinds.includes("place") || kinds.includes("event"))) {
      span.tabIndex = 0;
      span.setAttribute("role", segment.id ? "button" : "note");
      span.setAttribute("aria-label", `${segment.text}: ${segment.words}`);
    }
  });
}

// Name exactly the kinds that are in this text, each drawn as it is marked there.
function legend(group, box, data, hidden) {
  const held = (kind) => data.segments.filter((each) => each.kinds.includes(kind)).length;
  const present = Object.keys(data.kinds).filter(held);
  group.replaceChildren(...present.map((kind) => {
    const button = document.createElement("button");
    const sample = document.createElement("span");
    button.type = "button";
    sample.className = `${kind} sample`;
    sample.textContent = data.kinds[kind];
    button.append(sample);
    const show = () => { button.setAttribute("aria-pressed", String(!hidden.has(kind))); button.title = hidden.has(kind) ? "Hidden: click to mark them" : "Marked: click to hide the marks"; };
    button.onclick = () => {
      if (!hidden.delete(kind)) { hidden.add(kind); }
      try { sessionStorage.setItem(HIDDEN, [...hidden].join(" ")); } catch { /* a browser that keeps nothing */ }
      show();
      paint(box, data.segments, hidden);
    };
    show();
    return button;
  }));
}

function hiddenKinds() {
  try { return new Set((sessionStorage.getItem(HIDDEN) || "").split(" ").filter(Boolean)); } catch { return new Set(); }
}

// Python counts letters, JavaScript halves of some of them.
const letters = (text) => Array.from(text).length;

function selected(box) {
  const root = box.getRootNode();
  const selection = root.getSelection ? root.getSelection() : document.getSelection();
  if (!selection || !selection.rangeCount) { return null; }
  const range = selection.getRangeAt(0);
  if (range.collapsed || !box.contains(range.startContainer) || !box.contains(range.endContainer)) { return null; }
  const before = document.createRange();
  before.selectNodeContents(box);
  before.setEnd(range.startContainer, range.startOffset);
  const start = letters(before.toString());
  return { start, end: start + letters(range.toString()) };
}

// Scroll the box, never the page.
function show(box, span) {
  if (!span) { return; }
  const at = span.offsetTop - box.scrollTop;
  if (at < 0 || at > box.clientHeight - 40) { box.scrollTop = span.offsetTop - 60; }
}
