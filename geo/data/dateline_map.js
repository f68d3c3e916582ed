// What Leaflet lacks for our maps: marker shapes on canvas, a basemap by zoom, place labels that do not collide,
// an event layer with cards, and a view that survives reruns. Report text reaches the page as text nodes only.
// This file passes through Jinja on its way, so an opening brace is never followed by a brace, percent or hash sign.
window.dateline = (function () {
  "use strict";
  const COLOURS = { sea: "#d5e5ee", land: "#f8f5ee", coast: "#9fb4c0", border: "#8d8272", province: "#c9bda9" };
  const DETAIL_ZOOM = 5, CLOSEST_ZOOM = 11, MOST_ROWS = 200;

  const Marker = datelineMarks.Marker, Ring = datelineMarks.Ring;

  // --- basemap ------------------------------------------------------------------------------------------------------
  function pane(map, name, zIndex) {
    const element = map.createPane(name);
    element.style.zIndex = zIndex;
    element.style.pointerEvents = "none";
    return name;
  }

  function flat(data, options) {
    return L.geoJSON(data, Object.assign({ interactive: false }, options));
  }

  function styled(data, renderer, kind) {
    const fill = { renderer: renderer, fill: true, fillOpacity: 1, stroke: true, weight: 0.8, color: COLOURS.coast };
    const line = { renderer: renderer, fill: false, weight: 1.1, color: COLOURS.border };
    if (kind === "land") { return flat(data, { style: Object.assign({}, fill, { fillColor: COLOURS.land }) }); }
    if (kind === "lakes") { return flat(data, { style: Object.assign({}, fill, { fillColor: COLOURS.sea }) }); }
    if (kind === "admin1") { return flat(data, { style: Object.assign({}, line, { weight: 0.8, color: COLOURS.province }) }); }
    return flat(data, {
      style: function (feature) {
        return feature.properties.unsettled ? Object.assign({}, line, { dashArray: "4 4" }) : line;
      },
    });
  }

  // source: {url} to fetch files from, or {layers: {"land_50m": GeoJSON, ...}}; small scale below DETAIL_ZOOM.
  function basemap(map, source) {
    const renderer = L.canvas({ pane: pane(map, "basemap", 200), padding: 0.3 });
    const kinds = { "50m": ["land", "lakes", "borders"], "10m": ["land", "lakes", "admin1", "borders"] };
    const groups = Object.create(null);
    map.getContainer().style.background = COLOURS.sea;

    function load(scale) {
      return Promise.all(kinds[scale].map(function (kind) {
        const name = kind + "_" + scale;
        if (!source.url) { return Promise.resolve(source.layers[name]); }
        return fetch(source.url + name + ".geojson").then(function (reply) {
          if (!reply.ok) { throw new Error("The basemap file " + name + " did not load (" + reply.status + ")."); }
          return reply.json();
        });
      })).then(function (files) {
        return L.layerGroup(files.map(function (data, i) { return data ? styled(data, renderer, kinds[scale][i]) : L.layerGroup(); }));
      });
    }

    let wanted = null;
    function show() {
      const scale = map.getZoom() >= DETAIL_ZOOM ? "10m" : "50m";
      if (scale === wanted) { return; }
      wanted = scale;
      groups[scale] = groups[scale] || load(scale);
      groups[scale].then(function (group) {
        if (wanted !== scale) { return; }
        map.addLayer(group);
        Object.keys(groups).forEach(function (other) {
          if (other !== scale) { groups[other].then(function (old) { map.removeLayer(old); }); }
        });
      }, function (error) { console.error(error.message); });
    }
    map.on("zoomend", show);
    show();
  }

  // --- labels: greedy, by rank, on one canvas -----------------------------------------------------------------------
  // rows: [name, lon, lat, kind ("country", "city" or "place"), rank (smaller is shown first), first zoom level]
  const Labels = L.Layer.extend({
    initialize: function (rows) { this._rows = rows; this._more = []; },
    add: function (rows) { this._rows = this._rows.concat(rows); if (this._map) { this._draw(); } },
    extra: function (rows) { this._more = rows; if (this._map) { this._draw(); } },
    onAdd: function (map) {
      pane(map, "labels", 350);
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", map.getPane("labels"));
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("moveend zoomend resize viewreset", this._draw, this);
      this._draw();
    },
    onRemove: function (map) {
      this._canvas.remove();
      map.off("moveend zoomend resize viewreset", this._draw, this);
    },
    // Boxes that no label may cover, so that a name stands beside a marker and not under it.
    _markers: function () {
      const map = this._map, layer = map._datelineEvents, boxes = [];
      if (!layer) { return boxes; }
      layer.eachLayer(function (each) {
        if (boxes.length < 400 && each instanceof Marker && each._point && !each._hidden()) {
          const p = map.layerPointToContainerPoint(each._point), r = each._radius;
          boxes.push([p.x - r, p.y - r, p.x + r, p.y + r]);
        }
      });
      return boxes;
    },
    _draw: function () {
      const map = this._map, size = map.getSize(), ratio = window.devicePixelRatio || 1, zoom = map.getZoom();
      const canvas = this._canvas, ctx = canvas.getContext("2d"), taken = this._markers(), seen = new Set();
      const written = [];
      let drawn = 0;
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      ctx.scale(ratio, ratio);
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      const window_ = map.getBounds().pad(0.05);
      const rows = this._more.concat(this._rows).filter(function (row) {
        return zoom >= row[5] && window_.contains([row[2], row[1]]);
      }).sort(function (a, b) { return a[4] - b[4]; });
      for (const row of rows) {
        const country = row[3] === "country", text = country ? row[0].toUpperCase() : row[0];
        if (country && zoom > 7 || seen.has(row[0])) { continue; }
        const at = map.latLngToContainerPoint([row[2], row[1]]);
        ctx.font = country ? "600 11px system-ui, sans-serif" : (row[3] === "city" ? "600 " : "") + "12px system-ui, sans-serif";
        const wide = ctx.measureText(text).width, half = -wide / 2;
        const near = [[6, 0], [14, 0], [-6 - wide, 0], [-14 - wide, 0], [half, -17], [half, 17]];
        const spots = country ? [[half, 0]] : row[3] === "city" ? near.concat([[half, -27], [half, 27]]) : near;
        if (!country && written.some(function (b) { return at.x + 3 > b[0] && at.x - 3 < b[2] && at.y + 3 > b[1] && at.y - 3 < b[3]; })) { continue; }
        const free = spots.map(function (d) { return [at.x + d[0] - 6, at.y + d[1] - 10, at.x + d[0] + wide + 6, at.y + d[1] + 10]; })
          .filter(function (b) { return taken.every(function (t) { return b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3]; }); });
        const box = free.find(function (b) { return b[0] >= 0 && b[2] <= size.x; }) || free[0];
        if (!box) { continue; }
        taken.push(box);
        written.push(box);
        seen.add(row[0]);
        ctx.fillStyle = country ? "#8a7f70" : "#3d3a36";
        ctx.strokeStyle = "rgba(255,255,255,0.85)";
        ctx.lineWidth = 3;
        if (!country) {
          ctx.beginPath();
          ctx.arc(at.x, at.y, 2, 0, Math.PI * 2);
          taken.push([at.x - 3, at.y - 3, at.x + 3, at.y + 3]);
          ctx.stroke();
          ctx.fill();
        }
        ctx.strokeText(text, box[0] + 6, box[1] + 10);
        ctx.fillText(text, box[0] + 6, box[1] + 10);
        drawn += 1;
        if (drawn > 90) { break; }
      }
    },
  });

  // --- events -------------------------------------------------------------------------------------------------------
  function line(parent, name, text) {
    if (!text) { return null; }
    const element = document.createElement("div");
    element.className = "dl-" + name;
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
      row.style.borderColor = looks[p.type].colour;
      row.textContent = [looks[p.type].label, p.where !== where && p.where, p.when, p.toll].filter(Boolean).join(" · ");
      // once the click is over: it would close the card that it opens
      row.addEventListener("click", function () {
        setTimeout(function () { mark.fire("click", { latlng: at }, true); layer.closeTooltip(); }, 0);
      });
      rows.appendChild(document.createElement("li")).appendChild(row);
    });
    box.appendChild(rows);
    line(box, "how", marks.length > MOST_ROWS && "and " + (marks.length - MOST_ROWS) + " more: narrow the filter to see them");
    return box;
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

  // data: a FeatureCollection drawn in its order (areas first, markers on top); looks: label, colours and ring by type.
  function events(data, looks, choice) {
    const renderer = L.canvas({ padding: 0.3, tolerance: 3 });
    const group = { rings: [], marks: [] };
    function look(p) {
      if (p.part === "crowd") { return { renderer: renderer, group: group, crowd: p.crowd, count: p.count, fans: !p.always, fill: true }; }
      const on = choice.selected && p.event_id === choice.selected;
      if (p.part === "spot") { return { renderer: renderer, group: group, crowd: p.crowd, interactive: false, radius: 1.6, stroke: false, fillColor: "#222", fillOpacity: 1 }; }
      const style = looks[p.type];
      if (p.part === "marker") {
        return {
          interactive: !p.still, renderer: renderer, group: group, crowd: p.crowd, ink: style.colour, on: on, radius: p.radius + (on ? 2 : 0), ring: style.ring, shift: p.shift, fillOpacity: p.hollow ? 0.4 : 0.92,
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
      return p.part === "crowd" ? listTip(p.where, source._events) : tip(p, looks);
    }, { sticky: true, direction: "top", className: "dl-tip" });
    // The page is told of a click by what was clicked: the moment tells a second click on one pin from the first.
    layer.on("click", function (e) { e.propagatedFrom.feature.properties.clicked = Date.now(); });
    layer.on("popupopen", function (e) { layer.closeTooltip(); follow(e.popup); });
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

  // Keep zoom and centre in this browser tab, so that leaving the page and coming back shows the same view.
  function remember(map, key) {
    let kept = Object.create(null);
    try { kept = JSON.parse(sessionStorage.getItem(key)) || kept; } catch (error) { console.info("No stored view: " + error.message); }
    map._datelineKept = kept;
    if (Array.isArray(kept.at) && kept.at.every(Number.isFinite) && Number.isFinite(kept.zoom)) { map.setView(kept.at, kept.zoom, { animate: false }); }
    map._datelineSave = function () {
      const centre = map.getCenter();
      kept.at = [centre.lat, centre.lng];
      kept.zoom = map.getZoom();
      try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch (error) { console.info("The view is not kept: " + error.message); }
    };
    map.on("moveend", map._datelineSave);
  }

  function start(map, setup) {
    const box = map.getContainer();
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", setup.title);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(setup.credits);
    basemap(map, setup.basemap);
    map._datelineLabels = new Labels(setup.labels || []).addTo(map);
    if (setup.basemap.url) {
      fetch(setup.basemap.url + "labels.json").then(function (reply) { return reply.json(); })
        .then(function (rows) { map._datelineLabels.add(rows); }, function (error) { console.error(error.message); });
    }
    if (setup.remember) { remember(map, setup.remember); }
  }

  return { start: start, events: events, open: open };
})();
