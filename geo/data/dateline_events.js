// The layer of events: their marks and areas, what a click opens, and how the map moves to one of them.
// This file passes through Jinja on its way, so an opening brace is never followed by a brace, percent or hash sign.
window.datelineEvents = (function () {
  "use strict";
  const CLOSEST_ZOOM = 11, Marker = datelineMarks.Marker, Ring = datelineMarks.Ring;
  const card = datelineCards.card, tip = datelineCards.tip, list = datelineCards.list;

  // data: a FeatureCollection drawn in its order (areas first, markers on top); looks: label, colours and ring by type.
  function events(data, looks, choice) {
    const renderer = L.canvas({ padding: 0.3, tolerance: 3 });
    const group = { rings: [], marks: [] };
    function look(p) {
      if (p.part === "crowd") { return { renderer: renderer, group: group, crowd: p.crowd, count: p.count, fan: p.fan, fill: true }; }
      const on = choice.selected && p.event_id === choice.selected;
      if (p.part === "spot") { return { renderer: renderer, group: group, crowd: p.crowd, interactive: false, radius: 1.6, stroke: false, fillColor: "#222", fillOpacity: 1 }; }
      const style = looks[p.type];
      if (p.part === "marker") {
        return {
          interactive: !p.still, renderer: renderer, group: group, crowd: p.crowd, fan: p.fan, ink: style.colour, on: on, radius: p.radius + (on ? 2 : 0), ring: style.ring, shift: p.shift, fillOpacity: p.hollow ? 0.4 : 0.92,
          color: p.hollow ? style.line : on ? "#000" : "#333", weight: on ? 3 : p.hollow ? 2 : 0.9, fillColor: p.hollow ? "#fff" : style.colour,
        };
      }
      return {
        interactive: !p.still, renderer: renderer, color: style.line, weight: on ? 2.6 : 1.3, dashArray: "5 4", opacity: 0.9, fillColor: style.colour, fillOpacity: p.opacity,
      };
    }
    const layer = L.geoJSON(data, {
      pointToLayer: function (feature, latlng) {
        const p = feature.properties, options = look(p);
        if (p.part === "area") { return L.circle(latlng, Object.assign(options, { radius: p.radius_m })); }
        const mark = p.part === "crowd" ? new Ring(latlng, options) : new Marker(latlng, options);
        (p.part === "crowd" ? group.rings : group.marks).push(mark);
        return mark;
      },
      style: function (feature) { return look(feature.properties); },
    });
    const words = choice.beside ? tip : card;  // where the card stands beside the map, the map needs no second one
    layer.bindPopup(function (source) {
      const p = source.feature.properties;
      return p.part === "crowd" ? list(p.where, source._events, looks, layer) : words(p, looks);
    }, { maxWidth: 340, minWidth: choice.beside ? 120 : 220, autoPanPaddingTopLeft: [56, 12], autoPanPaddingBottomRight: [12, 24] });
    layer.bindTooltip(function (source) {
      const p = source.feature.properties;
      return p.part === "crowd" ? datelineCards.listTip(p.where, source._events) : tip(p, looks);
    }, { sticky: true, direction: "top", className: "dl-tip" });
    // The page is told of a click by what was clicked: the moment tells a second click on one pin from the first.
    layer.on("click", function (e) { e.propagatedFrom.feature.properties.clicked = Date.now(); });
    layer.on("popupopen", function (e) { layer.closeTooltip(); datelineCards.follow(e.popup); });
    layer.on("add", function () { arrive(layer, choice); });
    return layer;
  }

  function find(layer, id) {
    return layer.getLayers().filter(function (each) { return each.feature.properties.event_id === id; }).pop();
  }

  // An event's area; several events in one outline share the area that bears the first one's id. Areas are drawn
  // largest first, so the last that fits is the closest.
  function areaOf(layer, found, at) {
    const p = found.feature.properties, areas = layer.getLayers().filter(function (each) { return each.feature.properties.part === "area"; });
    const own = areas.find(function (each) { return each.feature.properties.event_id === p.event_id; });
    return own || !p.hollow ? own : areas.filter(function (each) { return each.feature.properties.type === p.type && each.getBounds().contains(at); }).pop();
  }

  // Show where an event lies: its area where it has one, else its surroundings; a view that shows it well stays.
  function bring(map, layer, found, at, least) {
    const area = least && areaOf(layer, found, at);
    const whole = area && area.getBounds(), zoom = map.getZoom();
    if (whole && whole.isValid()) {
      const best = Math.min(map.getBoundsZoom(whole.pad(0.4)), CLOSEST_ZOOM);
      if (zoom > best || zoom < best - 2 || !map.getBounds().contains(whole)) { map.setView(whole.getCenter(), best); }
    } else if (zoom < least || !map.getBounds().pad(-0.1).contains(at)) {
      map.setView(at, Math.max(zoom, least || 7));
    }
  }

  // Open an event's card; used by lists beside the map.
  function open(map, layer, id, pan, least) {
    const found = find(layer, id);
    if (!found) { return false; }
    const at = found.getLatLng ? found.getLatLng() : found.getBounds().getCenter();
    if (pan) { bring(map, layer, found, at, least || 0); }
    layer._popup._source = found;
    layer._popup.options.autoPan = Boolean(pan);
    layer.openPopup(at);
    layer._popup.options.autoPan = true;
    return true;
  }

  const closed = Object.create(null);
  function arrive(layer, choice) {
    const map = layer._map, kept = map._datelineKept || Object.create(null);
    map._datelineEvents = layer;
    if (map._datelineLabels) { map._datelineLabels.extra(choice.labels || []); }
    if (choice.extent && choice.fit && kept.fit !== choice.fit) {
      kept.fit = choice.fit;
      map.fitBounds(choice.extent, { animate: false, maxZoom: 12 });
      if (map._datelineSave) { map._datelineSave(); }
    }
    layer.on("popupclose", function (e) {
      const source = e.popup._source;
      closed.id = source && source.feature && source.feature.properties.event_id;
      closed.when = Date.now();
    });
    // The layer is replaced on a rerun: a card that was open just now comes back, without moving the map, unless the
    // page has put away the event that it had chosen.
    const was = map._datelineSelected, put = was && !choice.selected && closed.id === was;
    map._datelineSelected = choice.selected;
    const again = choice.selected || (!put && closed.id && Date.now() - closed.when < 80 ? closed.id : null);
    const brings = Boolean(choice.bring) && kept.bring !== choice.bring;
    kept.bring = choice.bring;
    if (again) { settled(map, function () { if (layer._map) { open(map, layer, again, brings, choice.least); } }); }
  }

  // Call back once the map knows its size: the frame that it stands in gets its width after the map is made.
  function settled(map, callback) {
    setTimeout(function () { map.invalidateSize({ pan: false, animate: false }); callback(); }, 0);
  }

  return { layer: events, open: open };
})();
