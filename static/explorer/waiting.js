// Who waits for data that is still on its way: of what came one after the other only the newest is ever shown.

export class Waiting {
  constructor() {
    this.turns = new WeakMap();
    this.waiting = new Map();
  }

  /** Begin a turn of someone's: what they waited for before is dropped. Returns a function that says whether it is still their newest. */
  turn(who) {
    const mine = (this.turns.get(who) ?? 0) + 1;
    this.turns.set(who, mine);
    this.waiting.delete(who);
    return () => this.turns.get(who) === mine;
  }

  /** Do it when the next data has come. */
  wait(who, act) {
    this.waiting.set(who, act);
  }

  /** Data has come: whoever waits looks again, and may wait again. */
  tell() {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const act of all) { act(); }
  }
}
