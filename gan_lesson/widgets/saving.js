// What is seen, as a PNG file: made in the page, without a kernel.

import { element } from "../page/element.js";

/** An SVG as an image: it takes its computed colours and lines with it, for a file knows no style sheet. */
async function drawnSvg(svg) {
  const copy = svg.cloneNode(true);
  const copies = [copy, ...copy.querySelectorAll("*")];
  [svg, ...svg.querySelectorAll("*")].forEach((part, i) => {
    const style = getComputedStyle(part);
    const names = ["fill", "stroke", "stroke-width", "stroke-dasharray", "paint-order", "font-family", "font-size"];
    for (const name of names) copies[i].style.setProperty(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/**
 * Downloads a picture of canvases with the words above each, of lines of words before them, and of a chart below.
 *
 * @param box the element whose background, colour and font are taken, and in which all of it stands.
 * @param name of the file, without its ending.
 */
export async function savePng({ box, em, lines, panels, chart, name }) {
  const ratio = window.devicePixelRatio || 1;
  const style = getComputedStyle(box);
  const from = box.getBoundingClientRect();
  const places = panels.map(({ canvas, words }) => {
    const at = canvas.getBoundingClientRect();
    return { canvas, words, x: at.left - from.left, y: at.top - from.top, width: at.width, height: at.height };
  });
  const top = Math.min(...places.map(({ y }) => y)) - 1.6 * em; // pictures stay as they stand, what was above them goes
  const head = 1.6 * em * lines.length + em;
  const below = head + Math.max(...places.map(({ y, height }) => y + height)) - top + em;
  const drawing = await drawnSvg(chart);
  const width = Math.max(drawing.width, ...places.map(({ x, width: across }) => x + across)) + 2 * em;
  const page = element("canvas", { width: ratio * width, height: ratio * (below + drawing.height + em) });
  const context = page.getContext("2d");
  context.scale(ratio, ratio);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, page.width, page.height);
  context.fillStyle = style.color;
  lines.forEach((line, i) => {
    context.font = `${i ? 400 : 600} ${i ? em : 1.15 * em}px ${style.fontFamily}`;
    context.fillText(line, em, 1.6 * em * (i + 1));
  });
  context.font = `600 ${em}px ${style.fontFamily}`;
  for (const { canvas, words, x, y, width: across, height } of places) {
    context.fillText(words, em + x, head + y - top - 0.5 * em);
    context.drawImage(canvas, em + x, head + y - top, across, height);
  }
  context.drawImage(drawing, em, below);
  download(await new Promise((done) => page.toBlob(done)), `${name}.png`);
}

export function download(file, name) {
  const link = element("a", { href: URL.createObjectURL(file), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Words as a file's name. */
export const fileName = (words) => words.replace(/[^\p{L}\p{N}]+/gu, "_");
