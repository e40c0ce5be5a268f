// What every canvas needs.

import { element } from "./element.js";

/** Gives a canvas one pixel for each pixel of the screen, and says how many make a CSS pixel, as which sizes come. */
export function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  canvas.style.width = `${w / ratio}px`;
  canvas.style.height = `${h / ratio}px`;
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  return ratio;
}

/** An empty canvas that is drawn on in CSS pixels. */
export function blank(canvas, ratio) {
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  return context;
}

/** Grey levels, the top row first, as pixels. */
export function greyImage(levels, width, height) {
  const image = new ImageData(width, height);
  for (let p = 0; p < width * height; p++) {
    image.data.fill(levels[p], 4 * p, 4 * p + 3);
    image.data[4 * p + 3] = 255;
  }
  return image;
}

/** Grey levels as a canvas of their size. */
export function greyCanvas(levels, width, height) {
  const canvas = element("canvas", { width, height });
  canvas.getContext("2d").putImageData(greyImage(levels, width, height), 0, 0);
  return canvas;
}

/** A line through places [x, y], broken off where there is none. */
export function strokeLine(context, places) {
  let pen = "moveTo";
  context.beginPath();
  for (const place of places) {
    if (place) context[pen](...place);
    pen = place ? "lineTo" : "moveTo";
  }
  context.stroke();
}

export function decodeBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The bytes that Python deflated, see `to_deflated` in bundle.py. */
export async function inflate(text) {
  const stream = new Blob([decodeBase64(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
