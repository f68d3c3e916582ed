// The map of a page: basemap, labels and attribution, and a view that survives reruns. What the pages call stands here.
// This file passes through Jinja on its way, so an opening brace is never followed by a brace, percent or hash sign.
window.dateline = (function () {
  "use strict";
  const COLOURS = { sea: "#d5e5ee", land: "#f8f5ee", coast: "#9fb4c0", river: "#98bdd2", border: "#8d8272", province: "#c9bda9" };
  const DETAIL_ZOOM = 5;

  function flat(data, options) {
    return L.geoJSON(data, Object.assign({ interactive: false }, options));
  }

  function styled(data, renderer, kind) {
    const fill = { renderer: renderer, fill: true, fillOpacity: 1, stroke: true, weight: 0.8, color: COLOURS.coast };
    const line = { renderer: renderer, fill: false, weight: 1.1, color: COLOURS.border };
    if (kind === "land") { return flat(data, { style: Object.assign({}, fill, { fillColor: COLOURS.land }) }); }
    if (kind === "lakes") { return flat(data, { style: Object.assign({}, fill, { fillColor: COLOURS.sea }) }); }
    if (kind === "rivers") { return flat(data, { style: Object.assign({}, line, { weight: 0.9, color: COLOURS.river }) }); }
    if (kind === "admin1") { return flat(data, { style: Object.assign({}, line, { weight: 0.8, color: COLOURS.province }) }); }
    return flat(data, {
      style: function (feature) {
        return feature.properties.unsettled ? Object.assign({}, line, { dashArray: "4 4" }) : line;
      },
    });
  }

  // source: {url} to fetch files from, or {layers: {"land_50m": GeoJSON, ...}}; small scale below DETAIL_ZOOM.
  function basemap(map, source) {
    const renderer = L.canvas({ pane: datelineLabels.pane(map, "basemap", 200), padding: 0.3 });
    const kinds = { "50m": ["land", "rivers", "lakes", "borders"], "10m": ["land", "rivers", "lakes", "admin1", "borders"] };
    const groups = Object.create(null);
    map.getContainer().style.background = COLOURS.sea;

    function load(scale) {
      return Promise.all(kinds[scale].map(function (kind) {
        const name = kind === "rivers" ? kind : kind + "_" + scale;
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
    map._datelineLabels = new datelineLabels.Labels(setup.labels || []).addTo(map);
    if (setup.basemap.url) {
      fetch(setup.basemap.url + "labels.json").then(function (reply) { return reply.json(); })
        .then(function (rows) { map._datelineLabels.add(rows); }, function (error) { console.error(error.message); });
    }
    if (setup.remember) { remember(map, setup.remember); }
  }

  return { start: start, events: datelineEvents.layer, open: datelineEvents.open };
})();
