// The report's text with its events and places marked; a click or Enter on a mark tells Python which.
// Every word reaches the page as a text node.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".report");
  // Drawn once for one reading: a mark that is replaced between press and release hears no click.
  if (box.dataset.version !== data.version) {
    box.replaceChildren(...data.segments.map(mark));
    box.dataset.version = data.version;
    // Read again, a report stays where its reader has scrolled it, with what is chosen in sight or out of it.
    if (box.dataset.report !== data.report) { box.dataset.chosen = ""; box.scrollTop = 0; }
    box.dataset.report = data.report;
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
  if (!segment.id) { return span; }
  span.classList.add(segment.kind);
  if (segment.sentence) { span.classList.add("told"); span.dataset.sentence = segment.sentence; }
  span.dataset.id = segment.id;
  span.title = segment.words;
  if (segment.kind !== "sentence") {
    span.tabIndex = 0;
    span.setAttribute("role", "button");
    span.setAttribute("aria-label", `${segment.text}: ${segment.words}`);
  }
  return span;
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
