// Whether a run goes on, as its button has it: what the reader wants counts at once, whatever the kernel is busy with.

const PATIENCE = 2000; // milliseconds in which a frame that was under way does not turn the button back

/**
 * One of four states: "paused" and "running", where page and kernel agree, "starting" and "pausing" in between.
 * Times are in milliseconds.
 */
export class RunState {
  state = "paused";
  #since = 0;

  get running() {
    return this.state === "running" || this.state === "starting";
  }

  /** The button was pressed. */
  press(now) {
    this.state = this.running ? "pausing" : "starting";
    this.#since = now;
  }

  /** The reader wants something else, for which the kernel pauses. */
  interrupt(now) {
    if (this.running) this.press(now);
  }

  /** A frame came; one with a message says why nothing moves, and is believed. */
  hear({ running, message }, now) {
    const awaited = this.state === "starting" || this.state === "pausing";
    const late = awaited && running !== this.running && now - this.#since < PATIENCE;
    if (!late || message) this.state = running ? "running" : "paused";
  }

  /** The kernel is gone. */
  stop() {
    this.state = "paused";
  }
}
