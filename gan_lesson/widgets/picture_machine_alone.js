// The random-picture machine in a page without a kernel: it draws and counts by itself anyway.

import machine from "./picture_machine.js";
import style from "./picture_machine.css";
import { playsAlone } from "./alone.js";

playsAlone(machine, style);
