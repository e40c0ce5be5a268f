// The signs for what is drawn in a plane, for use beside words: shapes differ where colours do.

import { icon } from "../page/element.js";

const FRAME = "M2 3H14A1 1 0 0 1 15 4V12A1 1 0 0 1 14 13H2A1 1 0 0 1 1 12V4A1 1 0 0 1 2 3Z";
const SHAPES = {
  real: "M13 8A5 5 0 1 1 3 8A5 5 0 1 1 13 8",
  fake: "M8 2L14 13H2z",
  cat: "M8 1L15 8L8 15L1 8Z",
  dog: "M3 3H13V13H3Z",
  opinion: FRAME,
  optimum: FRAME,
  manifold: "M2 3Q8 6 14 3M2 8Q8 11 14 8M2 13Q8 16 14 13M3 2Q5 8 3 14M8 3Q10 9 8 15M13 2Q15 8 13 14",
  arrows: "M2 13 13 3M13 3H7.5M13 3V8.5",
};

export const sign = (name) => icon(SHAPES[name], { class: `gl-sign gl-${name}-sign` });
