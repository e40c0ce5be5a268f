// Stands in every recorded output, beside its script, which is deflated: inflates it and lets it mount the output.
//
// Each output carries all it needs, because each must play alone. A script that several on a page carry runs only once.

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

async function start(root, packed) {
  if (!window.DecompressionStream)
    return explain(root, "This browser is too old to play this. One from 2023 or later will.");
  const mounts = (window.ganLessonMounts ??= {}); // by their script, which may be from another version of the course
  const mount = await (mounts[packed] ??= inflate(packed).then(run));
  if (mount) mount(root, JSON.parse(root.querySelector('script[type="application/json"]').textContent));
  else explain(root, "This page doesn't let this play.");
}

// A module doesn't know its own element, so it looks for all that wait.
for (const packed of document.querySelectorAll('.gan-lesson-widget:not([data-mounted]) > script[type="text/plain"]')) {
  const root = packed.parentElement;
  root.dataset.mounted = ""; // before anything is awaited: another copy of this script may look meanwhile
  start(root, packed.textContent);
}
