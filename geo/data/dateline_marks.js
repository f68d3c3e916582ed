// The marks on the map's canvas: outlines, and rings that count the events of one spot.
// This file passes through Jinja on its way, so an opening brace is never followed by a brace, percent or hash sign.
window.datelineMarks = (function () {
  "use strict";
  L.Canvas.include({
    _updateOutline: function (layer) {
      if (!this._drawing || layer._empty()) { return; }
      const p = layer._point, r = layer._radius, ring = layer.options.ring, ctx = this._ctx;
      ctx.beginPath();
      if (ring) {
        ring.forEach(function (xy, i) { ctx[i ? "lineTo" : "moveTo"](p.x + xy[0] * r, p.y - xy[1] * r); });
        ctx.closePath();
      } else {
        ctx.arc(p.x, p.y, r * 0.9, 0, Math.PI * 2, false);
      }
      this._fillStroke(ctx, layer);
    },
    // A ring in the colours of its events' types round their number.
    _updateRing: function (layer) {
      if (!this._drawing || layer._empty()) { return; }
      const p = layer._point, r = layer._radius, ctx = this._ctx;
      function disc(radius, from, to) {
        ctx.beginPath();
        if (to - from < 2 * Math.PI) { ctx.moveTo(p.x, p.y); }
        ctx.arc(p.x, p.y, radius, from, to, false);
        ctx.closePath();
      }
      ctx.save();
      ctx.globalAlpha = 1;
      ctx.setLineDash([]);
      const words = layer._events.length.toLocaleString("en"), shares = new Map();
      layer._events.forEach(function (mark) { const c = mark.options.ink; shares.set(c, (shares.get(c) || 0) + 1); });
      let from = -Math.PI / 2;
      Array.from(shares).sort(function (a, b) { return b[1] - a[1]; }).forEach(function (share) {
        const to = from + share[1] / layer._events.length * 2 * Math.PI;
        disc(r, from, to);
        ctx.fillStyle = share[0];
        ctx.fill();
        ctx.strokeStyle = "#fff";
        ctx.lineWidth = 0.8;
        ctx.stroke();
        from = to;
      });
      disc(r, 0, 2 * Math.PI);
      const on = layer._holdsChosen || layer._events.some(function (mark) { return mark.options.on; });
      ctx.strokeStyle = on ? "#000" : "#444";
      ctx.lineWidth = on ? 3.5 : 1;
      ctx.stroke();
      disc(r - 3.6, 0, 2 * Math.PI);
      ctx.fillStyle = "#fff";
      ctx.fill();
      ctx.fillStyle = "#222";
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.font = "600 " + (words.length > 3 ? 10 : 11) + "px system-ui, sans-serif";
      ctx.fillText(words, p.x, p.y + 0.5);
      ctx.restore();
    },
  });
  const Marker = L.CircleMarker.extend({
    _project: function () {
      const shift = this.options.shift;
      arrange(this.options.group, this._map);
      this._point = this._map.latLngToLayerPoint(this._latlng);
      if (shift) { this._point = this._point.add(shift); }
      this._updateBounds();
    },
    _updatePath: function () { this._renderer._updateOutline(this); },
    _hidden: function () { return Boolean(this._ring); },
    _empty: function () { return this._hidden() || L.CircleMarker.prototype._empty.call(this); },
    _containsPoint: function (at) { return !this._hidden() && L.CircleMarker.prototype._containsPoint.call(this, at); },
  });
  const Ring = Marker.extend({
    _updatePath: function () { this._renderer._updateRing(this); },
    _hidden: function () { return !this._active || Boolean(this._ring); },
  });

  // group: {rings, marks} of one layer. Decides at each zoom which ring counts what: its own spot's events, those of
  // smaller rings that it would cover, and markers under it. What a ring counts is not drawn for itself.
  function arrange(group, map) {
    const zoom = map.getZoom();
    if (!group || group.zoom === zoom) { return; }
    group.zoom = zoom;
    function at(mark) { const p = map.project(mark.getLatLng(), zoom); return mark.options.shift ? p.add(mark.options.shift) : p; }
    const active = group.rings.filter(function (ring) {
      ring._ring = null;
      ring._events = [];
      ring._holdsChosen = false;
      ring._active = !ring.options.fan || zoom < ring.options.fan;  // fan: the zoom level from which its events stand apart
      ring._at = at(ring);
      ring._radius = radius(ring.options.count);
      return ring._active;
    }).sort(function (a, b) { return b.options.count - a.options.count; });
    const kept = [], byCrowd = Object.create(null);
    active.forEach(function (ring) {
      ring._ring = kept.find(function (other) { return ring._at.distanceTo(other._at) < 0.85 * (ring._radius + other._radius); }) || null;
      if (!ring._ring) { kept.push(ring); }
      byCrowd[ring.options.crowd] = ring._ring || ring;
    });
    group.marks.forEach(function (mark) {
      const here = at(mark), own = byCrowd[mark.options.crowd];
      mark._ring = own || kept.find(function (ring) { return here.distanceTo(ring._at) < ring._radius; }) || null;
      const p = mark.feature.properties;
      if (!mark._ring || p.part !== "marker") { return; }
      // a place that is only named is no event
      if (p.type) { mark._ring._events.push(mark); } else if (mark.options.on) { mark._ring._holdsChosen = true; }
    });
    kept.forEach(function (ring) { ring._radius = radius(ring._events.length); });
  }

  // Room for one figure, and a little more for each further one.
  function radius(count) { return 8 + 4 * Math.log10(count); }

  return { Marker: Marker, Ring: Ring };
})();
