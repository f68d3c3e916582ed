// Playback: the brushed span moves along the timeline at a speed; events before it fade for a while if a trail is wanted.

// Who asked the system for less motion sees still pictures, one after the other.
const STEP_MS = 50, STILL_MS = 1000;
export const SPEEDS = [0.5, 1, 2, 4];
/** How many times the span in play its trail is long: events before it fade away for so long. */
export const TRAILS = [0, 1, 3];
const SECONDS_FOR_ALL = 20;

export class Playback {
  /** timeline: whose span moves; hears: moved(range), stopped(range). */
  constructor(timeline, hears) {
    this.timeline = timeline;
    this.hears = hears;
    this.speed = 1;
    this.trail = 0;
    this.timer = null;
  }

  get isOn() {
    return this.timer !== null;
  }

  start() {
    const [first, last] = this.timeline.whole, range = this.timeline.selection.range;
    const wide = range && range[1] - range[0] < (last - first) * 0.8 ? range[1] - range[0] : Math.max(1, Math.round((last - first) / 20));
    this.wide = wide;
    this.before = range ? [...range] : null;
    this.at = range && range[1] < last && range[1] - range[0] === wide ? range[0] : first;
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.pace = isStill ? STILL_MS : STEP_MS;
    this.timeline.selection.trail = this.trail * (wide + 1);
    this.timer = setInterval(() => this.step(), this.pace);
  }

  /** Leave a trail so many times as long as the span in play, or none; while it plays, at once. */
  setTrail(times) {
    this.trail = times;
    if (!this.isOn) { return; }
    const { selection } = this.timeline;
    selection.trail = times * (this.wide + 1);
    if (selection.range) { this.hears.moved(selection.range); }
  }

  step() {
    const [first, last] = this.timeline.whole;
    this.at += ((last - first) / ((SECONDS_FOR_ALL * 1000) / this.pace)) * this.speed;
    if (this.at + this.wide >= last) {
      // played to its end it leaves the days as they were; stopped on the way it leaves those that are looked at
      this.stop(this.before);
      return;
    }
    const day = Math.floor(this.at);
    if (day !== this.shown) {
      this.shown = day;
      this.hears.moved([day, day + this.wide]);
    }
  }

  stop(range = this.timeline.selection.range) {
    if (!this.isOn) { return; }
    clearInterval(this.timer);
    this.timer = null;
    this.timeline.selection.trail = 0;
    this.hears.stopped(range);
  }
}
