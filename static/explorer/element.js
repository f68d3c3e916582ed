// Elements of our own part of the page. Text enters as text, never as markup: it comes from reports.

/** Make an element: attributes that begin with "on" are listeners, `text` is its text, null and false are left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) { continue; }
    if (key === "text") { element.textContent = value; }
    else if (key.startsWith("on")) { element.addEventListener(key.slice(2), value); }
    else { element.setAttribute(key, value === true ? "" : value); }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Drawn for Dateline on a grid of 24.
const ICONS = {
  plus: "M12 5v14M5 12h14", minus: "M5 12h14", fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M9 12h6M12 9v6",
  back: "M14 6l-6 6 6 6", forward: "M10 6l6 6-6 6", lasso: "M5 15c-2-5 2-10 8-10s8 6 5 10-9 4-11 1M7 16c0 3-1 4-3 4", box: "M4 6h16v12H4z",
  measure: "M3 17L17 3l4 4L7 21zM8 12l2 2M11 9l2 2M14 6l2 2", list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  picture: "M4 7h4l2-2h4l2 2h4v12H4zM12 10a3 3 0 1 0 .01 0", present: "M4 4h16v11H4zM12 15v5M8 20h8",
  close: "M6 6l12 12M18 6L6 18", keys: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.01", play: "M7 5l12 7-12 7z", pause: "M8 5v14M16 5v14",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg", drawing = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["width", "18"], ["height", "18"], ["aria-hidden", "true"]]) { drawing.setAttribute(key, value); }
  for (const [key, value] of [["d", ICONS[name]], ["fill", "none"], ["stroke", "currentColor"], ["stroke-width", "2"], ["stroke-linecap", "round"], ["stroke-linejoin", "round"]]) {
    path.setAttribute(key, value);
  }
  drawing.append(path);
  return drawing;
}

/** Make a button of a tool bar: an icon, its name for everyone. */
export function tool(name, label, onclick, more = {}) {
  return make("button", { type: "button", class: "dl-tool", title: label, "aria-label": label, onclick, ...more }, icon(name));
}
