// How a script that an output carries deflated is brought to run, and mounts that output.

import { inflate } from "./canvas.js";
import { element } from "./element.js";

/** Runs a script, which offers its `mount(root, data)`. An element is allowed wherever this script was allowed. */
function run(bytes) {
  document.head.append(element("script", {}, new TextDecoder().decode(bytes)));
  document.head.lastChild.remove();
  const mount = window.ganLessonOffer;
  delete window.ganLessonOffer;
  return mount;
}

/** The picture stays, with the reason below it. */
function explain(root, words) {
  root.querySelector("figcaption").append(element("br"), element("em", {}, words));
}

/** Inflates the script of an output, runs it unless another output has had the same, and gives what mounting gives. */
export async function start(root, packed) {
  if (!window.DecompressionStream)
    return explain(root, "This browser is too old to play this. One from 2023 or later will.");
  const mounts = (window.ganLessonMounts ??= {}); // by their script, which may be from another version of the course
  const mount = await (mounts[packed] ??= inflate(packed).then(run));
  if (mount) return mount(root, JSON.parse(root.querySelector('script[type="application/json"]').textContent));
  explain(root, "This page doesn't let this play.");
}
