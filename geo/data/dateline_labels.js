// The basemap's names: greedy, by rank, on one canvas; none stands on a marker or on another name.
// This file passes through Jinja on its way, so an opening brace is never followed by a brace, percent or hash sign.
window.datelineLabels = (function () {
  "use strict";
  const Marker = datelineMarks.Marker;

  function pane(map, name, zIndex) {
    const element = map.createPane(name);
    element.style.zIndex = zIndex;
    element.style.pointerEvents = "none";
    return name;
  }

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
        // a name that the map's edge would cut is not written
        const box = free.find(function (b) { return b[0] >= 0 && b[2] <= size.x && b[1] >= 0 && b[3] <= size.y; });
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

  return { Labels: Labels, pane: pane };
})();
