// Slides: reveal.js turns them, and this fits each to the projector.
//
// reveal.js would scale a slide as a picture, and a widget that is scaled takes the mouse for somewhere else. So its
// layout is off, and everything is measured in --deck-px, a 720th of the stage's height.

import Reveal from "reveal.js/dist/reveal.esm.js";
import Notes from "reveal.js/plugin/notes/plugin.js";
import { inflate } from "../../gan_lesson/page/canvas.js";

const STAGE = { width: 1280, height: 720 };
const WORDS = [1.4, 0.75]; // how large words are, at most and at least
const QUESTIONS = [2, 1.43]; // zoom of a question; its smallest words, nine tenths of 14 px, are 18
const ZOOMS = [1.29, 1.15, 1.05, 0.98, 0.92, 0.86, 0.8]; // of a recorded widget's drawings: deck.css gives its words their size
// Of the stage's height that its picture may believe to have, from 1.2 to 0.4.
const SHARES = Array.from({ length: 9 }, (_, i) => 1.2 - i / 10);
const STEPS = 10; // from the largest to the smallest
const WIDEST = 1.5; // how much a figure may grow
// How small a figure may become: its lettering, in pixels of the stage, and where it has none its share of the stage's
// height. At first, and if words can't give way any further.
const LEAST = [18, 17, 16, 0].map((letters, i) => ({ letters, share: [0.5, 0.42, 0.34, 0.25][i] }));

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const realHeight = Object.getOwnPropertyDescriptor(window, "innerHeight").get.bind(window);
const pixel = () => Math.min(root.clientWidth / STAGE.width, root.clientHeight / STAGE.height);
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Players take a share of the window's height for their picture: here it is what leaves nothing cut. */
const shares = new Map();
Object.defineProperty(window, "innerHeight", {
  configurable: true,
  get: () => {
    if (document.fullscreenElement?.closest("section")) return realHeight();
    return Math.round(STAGE.height * pixel() * (shares.get(document.querySelector("section.present")) ?? 1));
  },
});

function tellTheme(isDark) {
  document.body.dataset.jpThemeLight = String(!isDark);
}

function measure() {
  root.style.setProperty("--deck-px", `${pixel()}px`);
}

/** A recorded widget reads its size once, when it is mounted: here each is mounted when its slide is fitted. */
const REPLIES = "[data-part=reveal] details"; // to a prediction, which nobody may have made in class
const PLAYS = ".gan-lesson-widget, .gan-lesson-understudy";
const waiting = new Map();

function hold() {
  for (const widget of document.querySelectorAll(PLAYS)) {
    if (!widget.querySelector(':scope > script[type="text/plain"]')) continue;
    waiting.set(widget.closest("section"), widget.cloneNode(true));
    widget.dataset.mounted = ""; // for its script, which looks for what is not
  }
}

/** A widget's data with another size; a live one that plays without a kernel has its own deflated. */
async function sized(text, zoom) {
  if (text.includes('"zoom":')) return text.replace(/"zoom":[\d.]+/, `"zoom":${zoom}`);
  const packed = JSON.parse(text);
  const traits = { ...JSON.parse(new TextDecoder().decode(await inflate(packed.traits))), zoom };
  const stream = new Blob([JSON.stringify(traits)]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  packed.traits = btoa(bytes.reduce((letters, byte) => letters + String.fromCharCode(byte), ""));
  return JSON.stringify(packed);
}

async function mount(slide, zoom) {
  const widget = waiting.get(slide).cloneNode(true);
  const data = widget.querySelector('script[type="application/json"]');
  data.textContent = await sized(data.textContent, (zoom * pixel()).toFixed(3) * 1);
  slide.querySelector(PLAYS).replaceWith(widget);
  const { textContent } = widget.querySelector(":scope > script[type=module]");
  const script = Object.assign(document.createElement("script"), { type: "module", textContent });
  document.head.append(script);
  script.remove();
  await waitFor(() => widget.querySelector("[role=group], .gan-lesson-live"));
}

const body = (slide) => slide.querySelector(".deck-body");
const isTooHigh = (slide) => body(slide).scrollHeight > body(slide).clientHeight + 1;
const isCut = (slide) => isTooHigh(slide) || body(slide).scrollWidth > body(slide).clientWidth + 1;

/** Figures take the room that is left, but what `LEAST` says at least; returns whether they have it. */
function fitFigures(slide, { letters, share }) {
  const drawings = [...slide.querySelectorAll(".deck-stage figure img")];
  if (!drawings.length) return !isCut(slide);
  const width = slide.querySelector(".deck-stage").clientWidth;
  const wide = (img, height) => {
    const room = (height * STAGE.height * pixel() * img.naturalWidth) / img.naturalHeight / drawings.length;
    return Math.min(width, room, WIDEST * img.naturalWidth * pixel());
  };
  const large = (height) =>
    drawings.every((img) => {
      const lettering = ((img.dataset.lettering ?? 0) * wide(img, height)) / img.getAttribute("width");
      return lettering ? lettering >= letters * pixel() : height >= share;
    });
  const fits = (height) => {
    for (const img of drawings) {
      const across = wide(img, height);
      const down = (across * img.naturalHeight) / img.naturalWidth;
      Object.assign(img.style, { width: `${across}px`, height: `${down}px`, maxWidth: "none" });
    }
    return !isCut(slide);
  };
  const heights = Array.from({ length: 45 }, (_, i) => 1 - i / 50).filter(large);
  if (!heights.length || !fits(heights.at(-1))) return false;
  settle(heights.length - 1, (i) => fits(heights[i]));
  return true;
}

/** Leaves things as `fits` makes them for the first number, of 0 to `last`, for which it holds; it holds for all after. */
function settle(last, fits) {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  fits(high);
}

/** Makes a slide's words, questions and figures smaller, within limits, until nothing is cut. */
async function fit(slide) {
  await frame(); // for the reply to a prediction, which comes once its place is seen
  await frame();
  await Promise.all([...slide.querySelectorAll("img")].map((img) => img.decode().catch(() => {})));
  if (waiting.has(slide)) return fitWidget(slide);
  const unfolds = slide.querySelectorAll(REPLIES);
  if (unfolds.length && !slide.dataset.asked) {
    for (const one of unfolds) one.open = true;
    if (fitWords(slide, LEAST.slice(0, 2))) return;
    for (const one of unfolds) one.open = false;
  }
  fitWords(slide, LEAST);
}

/** Words beside what is shown, or below it, as large as they may be; returns whether nothing is cut. */
function fitWords(slide, limits) {
  const questions = slide.querySelectorAll(".gan-lesson:not(.gan-lesson-widget, .gan-lesson-live)");
  const between = ([most, least], step) => most - ((most - least) * step) / STEPS;
  const wide = slide.classList.contains("deck-wide");
  for (const least of limits) {
    const fits = (step) => {
      slide.style.setProperty("--deck-k", between(WORDS, step));
      for (const one of questions) one.style.setProperty("--gl-zoom", between(QUESTIONS, step) * pixel());
      return fitFigures(slide, least);
    };
    for (const below of slide.querySelector(".deck-after") ? [wide, !wide] : [wide]) {
      slide.classList.toggle("deck-wide", below);
      if (!fits(STEPS)) continue;
      if (least.letters !== 0) settle(STEPS, fits);
      return true;
    }
  }
  slide.classList.toggle("deck-wide", wide);
  return false;
}

/** A picture gives way first, then titles and an epoch player's curves, which it has full screen, then all drawings. */
async function fitWidget(slide) {
  slide.style.setProperty("--deck-k", WORDS[1]);
  const believe = async (share) => {
    shares.set(slide, share);
    slide.querySelector(PLAYS).style.maxWidth = `calc(100% - ${share}px)`; // so it is laid out anew
    await frame();
    await frame();
  };
  for (const zoom of ZOOMS) {
    slide.classList.remove("deck-brief");
    await mount(slide, zoom);
    for (const brief of zoom === ZOOMS[0] ? [false, true] : [true]) {
      slide.classList.toggle("deck-brief", brief);
      await believe(SHARES.at(-1));
      if (isTooHigh(slide)) continue; // and all the more with a larger picture
      for (const share of SHARES) {
        await believe(share);
        if (!isCut(slide)) return;
      }
    }
  }
}

async function waitFor(done) {
  for (let tries = 0; !done() && tries < 200; tries++) await frame();
}

let fitting = Promise.resolve();
let asked = 0;
function fitPresent() {
  const number = ++asked;
  fitting = fitting.then(async () => {
    if (number !== asked) return; // somebody has gone on
    const slide = deck.getCurrentSlide();
    const size = String(pixel());
    if (slide.dataset.fitted === size) return;
    delete slide.dataset.fitted;
    await fit(slide);
    if (number === asked) slide.dataset.fitted = size; // or it was left meanwhile, and measured out of sight
  });
}

/** PageUp and PageDown are what a clicker sends: they turn slides wherever the focus is. */
function turn(event) {
  if (!["PageUp", "PageDown"].includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (document.fullscreenElement?.closest("section")) document.exitFullscreen();
  if (event.key === "PageDown") deck.next();
  else deck.prev();
}

/** What is answered, or unfolded, takes room. */
async function makeRoom(event) {
  await frame();
  const slide = deck.getCurrentSlide();
  if (event.type === "click" && event.target.closest(REPLIES)) slide.dataset.asked = "";
  if (waiting.has(slide) || !isCut(slide)) return;
  delete slide.dataset.fitted;
  fitPresent();
}

function close(event) {
  const open = document.querySelector("details.deck-fold[open]");
  if (event.key !== "Escape" || !open) return;
  event.stopImmediatePropagation();
  open.open = false;
  open.querySelector("summary").focus();
}

tellTheme(dark.matches);
dark.addEventListener("change", () => tellTheme(dark.matches));
measure();
hold();
addEventListener("keydown", turn, { capture: true });
addEventListener("keydown", close, { capture: true });
for (const one of ["click", "keyup", "toggle"]) addEventListener(one, makeRoom, { capture: true });

const deck = new Reveal(document.querySelector(".reveal"), {
  disableLayout: true,
  controls: false,
  hash: true,
  overview: false,
  plugins: [Notes],
  slideNumber: "c/t",
  transition: "none",
  backgroundTransition: "none",
  keyboard: { 68: () => tellTheme(document.body.dataset.jpThemeLight === "true") }, // D
});
deck.on("slidechanged", ({ previousSlide }) => {
  for (const fold of previousSlide?.querySelectorAll("details.deck-fold[open]") ?? []) fold.open = false;
  fitPresent();
});
deck.initialize().then(fitPresent);
window.Reveal = deck;
addEventListener("resize", () => {
  measure();
  fitPresent();
});
