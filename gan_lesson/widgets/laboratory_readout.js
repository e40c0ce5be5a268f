// A read-out of the plane, at the pointer or by keys: where one is, D(x) there and its slope; of a fake, its latent.

import { element } from "../page/element.js";
import { fit } from "../page/canvas.js";
import { clamp } from "../page/numbers.js";
import { placeInWords } from "./laboratory_words.js";

const NEAR = 9; // CSS pixels at zoom 1 from a fake's middle that count as the fake
const AGAIN = 250; // milliseconds from one question to the next in a run

export class ReadOut {
  place = null; // from -1 to 1, or null where nothing is read off
  fake = null; // the number of the fake there, or null
  #asked = false; // whether Python owes an answer
  #stale = false; // whether there is a newer question
  #when = -Infinity; // of the last question, in milliseconds
  #keyed = false; // whether keys moved it

  /**
   * @param canvas the plane's.
   * @param view has `ask(x, y)` for a place from -1 to 1, `say(words)`, `repaint()`, `fakes()`, `busy()`: whether the
   *   plane is drawn on, and `setup`.
   */
  constructor(canvas, view) {
    this.canvas = canvas;
    this.view = view;
    this.words = element("div", {});
    this.latent = element("canvas", { class: "gl-latent", role: "img", "aria-label": "Its latent" });
    this.element = element("div", { class: "gl-readout", hidden: "" }, this.words, this.latent);
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerdown", (event) => this.point(event));
    canvas.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && !this.#keyed && this.hide());
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("blur", () => this.#keyed && this.hide());
  }

  point(event) {
    if (this.view.busy()) return this.hide();
    const box = this.canvas.getBoundingClientRect();
    this.#keyed = false;
    this.go(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2);
  }

  press(event) {
    if (this.view.busy() || event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? 0.2 : 0.04;
    const moves = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] };
    this.#keyed = true;
    if (event.key in moves) {
      const [x, y] = this.place ?? [0, 0];
      const [dx, dy] = this.place ? moves[event.key] : [0, 0];
      this.go(clamp(x + dx, -1, 1), clamp(y + dy, -1, 1));
    } else if (event.key.toLowerCase() === "n") this.nextFake();
    else if (event.key === "Escape") this.hide();
    else return;
    event.preventDefault();
  }

  /** The fakes one after the other, those that are in sight. */
  nextFake() {
    const fakes = this.view.fakes() ?? [];
    const count = fakes.length / 2;
    for (let k = 1; k <= count; k++) {
      const i = ((this.fake ?? -1) + k) % count;
      if (Math.max(Math.abs(fakes[2 * i]), Math.abs(fakes[2 * i + 1])) <= 1)
        return this.go(fakes[2 * i], fakes[2 * i + 1], i);
    }
    this.view.say("There is no fake in sight.");
  }

  go(x, y, fake = this.fakeAt(x, y)) {
    this.place = [x, y];
    this.fake = fake;
    this.question();
    this.view.repaint();
  }

  hide() {
    if (!this.place) return;
    this.place = this.fake = null;
    this.element.hidden = true;
    this.view.repaint();
  }

  /** The number of the nearest fake whose mark covers a place, or null. */
  fakeAt(x, y) {
    const fakes = this.view.fakes() ?? [];
    const half = this.canvas.clientWidth / 2;
    let [best, least] = [null, NEAR / half];
    for (let i = 0; i < fakes.length; i += 2) {
      const far = Math.hypot(fakes[i] - x, fakes[i + 1] - y);
      if (far < least) [best, least] = [i / 2, far];
    }
    return best;
  }

  /** Asks Python about the place: one question at a time, and then the latest. */
  question() {
    this.#stale = this.#asked;
    if (this.#asked || !this.place) return;
    this.#asked = true;
    this.#when = performance.now();
    this.view.ask(...this.where());
  }

  /** The place, or the fake that moves while it is watched. */
  where() {
    const fakes = this.fake === null ? null : this.view.fakes();
    return fakes ? [fakes[2 * this.fake], fakes[2 * this.fake + 1]] : this.place;
  }

  /** The networks have changed: what was read off has, too. */
  refresh() {
    if (this.place && performance.now() - this.#when > AGAIN) this.question();
  }

  answer(reading) {
    this.#asked = false;
    if (this.#stale) this.question();
    if (!this.place) return;
    const words = placeInWords(reading, this.fake === null ? null : this.latentOf(this.fake), this.view.setup());
    this.words.replaceChildren(...words.map((line) => element("div", {}, line)));
    this.element.hidden = false;
    if (this.#keyed) this.view.say(words.join(" "));
    this.view.repaint();
  }

  latentOf(fake) {
    const { latents, latentSize } = this.view.setup();
    return latents ? [...latents.subarray(fake * latentSize, (fake + 1) * latentSize)] : null;
  }

  /** A cross-hair in the plane, the card in the corner that is farthest from it, and the latent in its own plane. */
  paint(plane, palette, em) {
    if (!this.place) return;
    const [x, y] = this.where();
    const context = this.canvas.getContext("2d");
    const [px, py] = [plane.x(x), plane.y(y)];
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.3 * plane.unit;
    context.beginPath();
    context.arc(px, py, 8 * plane.unit, 0, 2 * Math.PI);
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      context.moveTo(px + 8 * dx * plane.unit, py + 8 * dy * plane.unit);
      context.lineTo(px + 14 * dx * plane.unit, py + 14 * dy * plane.unit);
    }
    context.stroke();
    this.element.classList.toggle("gl-at-left", x > 0);
    this.element.classList.toggle("gl-at-bottom", y > 0);
    const latent = this.fake === null ? null : this.latentOf(this.fake);
    this.latent.hidden = !latent;
    if (latent) this.paintLatent(latent, palette, em);
  }

  paintLatent(latent, palette, em) {
    const ratio = fit(this.latent, 5.5 * em, (latent.length === 1 ? 1.8 : 5.5) * em);
    const context = this.latent.getContext("2d");
    const { width, height } = this.latent;
    const { latents, latentSize, values } = this.view.setup();
    const reach = values.latents === "uniform" ? 1.1 : 3;
    const at = (x, y) => [((clamp(x / reach, -1, 1) + 1) / 2) * width, ((1 - clamp(y / reach, -1, 1)) / 2) * height];
    context.clearRect(0, 0, width, height);
    context.fillStyle = palette.fake;
    context.globalAlpha = 0.35;
    for (let i = 0; i < latents.length; i += latentSize) {
      const [px, py] = at(latents[i], latentSize > 1 ? latents[i + 1] : 0);
      context.fillRect(px - 0.7 * ratio, py - 0.7 * ratio, 1.4 * ratio, 1.4 * ratio);
    }
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.beginPath();
    context.arc(...at(latent[0], latent[1] ?? 0), 3.2 * ratio, 0, 2 * Math.PI);
    context.fill();
  }
}
