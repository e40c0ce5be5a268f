// Full screen: for a projector, and for whoever wants to see pixels.

import { button } from "../page/element.js";

/** Whether an element fills the screen, and the button that says so; there is none where the browser does not let it. */
export class Stage {
  constructor(root) {
    this.root = root;
    this.button = button("Full screen", () => this.toggle(), { title: "Full screen (F)", "aria-keyshortcuts": "F" });
    this.button.hidden = !document.fullscreenEnabled;
    root.addEventListener("fullscreenchange", () => {
      this.button.textContent = this.full ? "Leave full screen" : "Full screen";
    });
  }

  get full() {
    return document.fullscreenElement === this.root;
  }

  async toggle() {
    if (!document.fullscreenEnabled) return;
    await (this.full ? document.exitFullscreen() : this.root.requestFullscreen());
  }
}
