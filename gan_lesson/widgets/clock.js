/** Frames that are due, at a rate that may change: whole ones, and what is left over counts for the next time. */
export class Clock {
  #before = null;
  #due = 0;

  /** How far the next frame is, from 0 to 1. */
  get share() {
    return this.#due;
  }

  /** How many frames at `rate` a second have come due since the last tick; `now` is in milliseconds. */
  tick(now, rate) {
    this.#due += ((now - (this.#before ?? now)) / 1000) * rate; // time begins with the first tick
    this.#before = now;
    const whole = Math.floor(this.#due);
    this.#due -= whole;
    return whole;
  }
}
