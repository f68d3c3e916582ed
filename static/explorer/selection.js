// Which events are in: those that the filter lets through, and the span of days that is brushed.

export class Selection {
  constructor() {
    this.mask = new Uint8Array(0);
    this.range = null;
    this.certain = false;
    this.trail = 0;
  }

  /** Take the filter's answer, one bit an event, the lowest first. */
  setBits(bits, events) {
    const mask = new Uint8Array(events);
    for (let i = 0; i < events; i += 1) { mask[i] = (bits[i >> 3] >> (i & 7)) & 1; }
    this.mask = mask;
  }

  /** Return [first day, last day, certain only]; without a range everything passes, undated events too. */
  get bounds() {
    return this.range ? [this.range[0] - this.trail, this.range[1]] : [-Infinity, Infinity];
  }

  /** Say whether an event is over before the days that are shown begin: a playback leaves such ones behind, pale. */
  isPast(columns, i) {
    return this.trail > 0 && columns.last[i] < this.range[0];
  }

  has(columns, i) {
    const [first, last] = this.bounds;
    if (!this.mask[i] || columns.last[i] < first || columns.first[i] > last) { return false; }
    return !(this.range && this.certain && (columns.first[i] < first || columns.last[i] > last));
  }
}
