// What opens at a mark: an event's card or tip, the list behind a ring. Report text reaches the page as text nodes only.
// This file passes through Jinja on its way, so an opening brace is never followed by a brace, percent or hash sign.
window.datelineCards = (function () {
  "use strict";
  const MOST_ROWS = 200;

  function line(parent, name, text) {
    if (!text) { return null; }
    const element = document.createElement("div");
    element.className = "dl-" + name;
    // Arabic and Hebrew are read from the right.
    element.dir = "auto";
    element.textContent = text;
    return parent.appendChild(element);
  }

  function card(p, looks) {
    const box = document.createElement("div"), head = line(box, "type", p.label || looks[p.type].label);
    box.className = "dl-card";
    head.style.borderColor = looks[p.type].colour;
    line(box, "where", p.where);
    line(box, "how", p.precision + (p.written ? " · “" + p.written + "” in the report" : ""));
    line(box, "when", p.when);
    line(box, "toll", p.toll);
    line(box, "who", p.actors);
    line(box, "claim", p.claim && "According to " + p.claim);
    line(box, "sentence", p.sentence);
    line(box, "source", p.source);
    line(box, "review", p.review && "To be checked");
    return box;
  }

  function tip(p, looks) {
    const box = document.createElement("div");
    line(box, "type", p.label || looks[p.type].label).style.borderColor = looks[p.type].colour;
    line(box, "where", [p.where, p.when].filter(Boolean).join(" · "));
    line(box, "how", p.precision);
    return box;
  }

  // The list behind a ring: each row opens its event's card, as a click on its marker would.
  function list(where, marks, looks, layer) {
    const box = document.createElement("div"), rows = document.createElement("ul");
    box.className = "dl-card";
    line(box, "where", where);
    line(box, "how", here(marks) + ", highest toll first");
    rows.className = "dl-rows";
    marks.slice(0, MOST_ROWS).forEach(function (mark) {
      const p = mark.feature.properties, row = document.createElement("button"), at = mark.getLatLng();
      row.type = "button";
      row.dir = "auto";
      row.style.borderColor = looks[p.type].colour;
      row.textContent = [looks[p.type].label, p.where !== where && p.where, p.when, p.toll].filter(Boolean).join(" · ");
      // once the click is over: it would close the card that it opens
      row.addEventListener("click", function () {
        setTimeout(function () { mark.fire("click", { latlng: at }, true); layer.closeTooltip(); }, 0);
      });
      rows.appendChild(document.createElement("li")).appendChild(row);
    });
    box.appendChild(rows);
    const closer = zoomIn(marks, layer);
    if (closer) { box.appendChild(closer); }
    line(box, "how", marks.length > MOST_ROWS && "and " + (marks.length - MOST_ROWS) + " more: narrow the filter to see them");
    return box;
  }

  // A button that shows a ring's events apart; none where they stay one ring however close the map is.
  function zoomIn(marks, layer) {
    const map = layer._map, button = document.createElement("button");
    const bounds = L.latLngBounds(marks.map(function (mark) { return mark.getLatLng(); }));
    const together = bounds.getNorthEast().equals(bounds.getSouthWest());
    const zoom = together ? marks[0].options.fan : Math.max(map.getBoundsZoom(bounds.pad(0.2)), map.getZoom() + 1);
    if (!zoom || zoom > map.getMaxZoom()) { return null; }
    button.type = "button";
    button.className = "dl-zoom";
    button.textContent = "Zoom in to see them apart";
    button.addEventListener("click", function () {
      setTimeout(function () { layer.closePopup(); map.setView(bounds.getCenter(), zoom); }, 0);
    });
    return button;
  }

  function here(marks) {
    const places = new Set(marks.map(function (mark) { return mark.getLatLng().toString(); }));
    return marks.length + (places.size > 1 ? " events here and close by" : " events at this place");
  }

  function listTip(where, marks) {
    const box = document.createElement("div");
    line(box, "where", where);
    line(box, "how", here(marks) + ": click for the list");
    return box;
  }

  // Keep a card's tip at its pin when the card's size changes after it opened: the frame's style sheet may come late,
  // and Leaflet measures once.
  function follow(popup) {
    let width = popup._container.offsetWidth;
    const watch = new ResizeObserver(function () {
      if (!popup.isOpen()) { watch.disconnect(); return; }
      if (popup._container.offsetWidth === width) { return; }
      popup._updateLayout();
      popup._updatePosition();
      width = popup._container.offsetWidth;
    });
    watch.observe(popup._container);
  }

  return { card: card, tip: tip, list: list, listTip: listTip, follow: follow };
})();
