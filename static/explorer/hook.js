// What measures and tests may ask of the map: nothing of the product looks at it.

import { isoOf } from "./days.js";

/** Say to those who measure and test that what was asked for is on the screen. */
export function tellDrawn(explorer) {
  const mark = document.documentElement.dataset;
  mark.datelineDrawn = String(Number(mark.datelineDrawn ?? 0) + 1);
  window.datelineExplore = {
    stats: () => ({ events: explorer.columns.events, visible: explorer.map.scene.seen, cells: explorer.map.scene.cells?.count.length ?? 0, drawMs: explorer.drawMs, brushMs: explorer.brushTimes }),
    bounds: () => { const [x0, y0, x1, y1] = explorer.map.box; return [x0, y0, x1, y1].map((value) => value * explorer.map.scale); },
    view: () => explorer.map.view, go: (view) => explorer.map.go(view, false),
    pixelOf: (i) => { const p = explorer.map.projection(), box = explorer.mapBox.getBoundingClientRect(), [px, py] = p(explorer.columns.x[i], explorer.columns.y[i]); return [box.left + px, box.top + py]; },
    pixelAt: (lon, lat) => { const { x, y } = explorer.map.map.project([lon, lat]), box = explorer.mapBox.getBoundingClientRect(); return [box.left + x, box.top + y]; },
    scene: () => explorer.map.scene, isWhole: () => explorer.map.map.loaded() && explorer.map.map.areTilesLoaded(),
    own: () => explorer.map.own.map((layer) => ({ id: layer.id, name: layer.name, colour: layer.colour, shapes: layer.shapes.length })),
    ground: () => { const { ground, map } = explorer.map; return ground && { id: ground.id, layers: map.getStyle().layers.filter((layer) => layer.source === "ground").length, drawn: map.getSource("ground") && ground.kind === "vector" ? map.queryRenderedFeatures().filter((each) => each.source === "ground").length : 0 }; },
    colourAt: (lon, lat) => new Promise((resolve) => {
      // a WebGL canvas can be read only in the frame that drew it
      const { map } = explorer.map;
      map.once("render", () => {
        const { x, y } = map.project([lon, lat]), canvas = map.getCanvas(), copy = document.createElement("canvas"), ratio = canvas.width / canvas.clientWidth;
        copy.width = copy.height = 1;
        copy.getContext("2d").drawImage(canvas, Math.round(x * ratio), Math.round(y * ratio), 1, 1, 0, 0, 1, 1);
        resolve([...copy.getContext("2d").getImageData(0, 0, 1, 1).data.slice(0, 3)]);
      });
      map.triggerRepaint();
    }),
    labelBoxes: () => explorer.map.labels.map((label) => label.box),
    labels: () => explorer.map.labels.map((label) => label.lines.map((line) => line.text)),
    silence: () => explorer.map.silence && { span: explorer.map.silence.span?.map(isoOf) ?? null, isDrawn: !explorer.map.isOld, places: explorer.map.silence.places(explorer.columns), weeks: explorer.map.silence.weeks.map(({ day }) => isoOf(day)) },
    compared: () => explorer.map.compared && { side: explorer.map.compared.side, isNew: !explorer.map.isOld, list: explorer.map.scene.kind === "difference" ? explorer.map.scene.provinces.list : [] },
    reportDays: () => explorer.timeline.reportMarks,
    found: () => explorer.header.found?.text ?? null,
    chosen: () => explorer.map.chosen, ghosts: () => explorer.map.ghosts, range: () => explorer.selection.range?.map(isoOf) ?? null,
  };
}
