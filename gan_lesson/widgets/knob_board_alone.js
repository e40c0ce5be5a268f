// The knob board in a page without a kernel: the portrait is drawn here, and the other pets are recorded.

import board from "./knob_board.js";
import style from "./knob_board.css";
import { playsAlone } from "./alone.js";
import { portrait } from "./portrait.js";

/** The same answers as in knob_board.py; but every pet comes round again. */
function hear(model, { kind, turns }) {
  if (kind === "another") {
    const [next, ...later] = model.get("_pets");
    model.set("_pets", [...later, next]);
    model.set("_values", next);
  }
  const values = turns?.at(-1) ?? model.get("_values");
  model.set("_before", new Uint8Array(0));
  model.set("_picture", portrait(values));
  model.set("_drawn", values);
  model.set("_answers", model.get("_answers") + 1);
}

const note = (model) =>
  `This page draws each portrait itself; “another pet” leads through ${model.get("_pets").length} recorded pets and begins again.`;

playsAlone(board, style, { hear, note });
