// The boundary explorer in a page without a kernel: it computes everything itself anyway.

import explorer from "./boundary_explorer.js";
import style from "./boundary_explorer.css";
import { playsAlone } from "./alone.js";

playsAlone(explorer, style);
