// What recorded and live widgets draw alike: the palettes, a sheet of pictures, the plane.
//
// This is an ES module without imports. `gan_lesson.widgets` joins the files that a widget needs into one module, so
// the same text serves a plain HTML output, where nothing can be fetched, and anywidget.

// Okabe & Ito's colours, which stay apart in every common form of colour blindness: blue for real, vermillion for fake,
// green for the discriminator. The dark palette takes lighter relatives. The two ends of `opinion` are pale (or deep)
// enough to leave real and fake a contrast of 3 to 1.
export const PALETTES = {
  light: {
    ground: "#ffffff", ink: "#1f2328", accent: "#4b46b5", onAccent: "#ffffff",
    real: "#0072b2", fake: "#d55e00", halo: "#ffffff", discriminator: "#00825f", generator: "#d55e00",
    runs: ["#1f2328", "#00825f", "#a8487f", "#97690a", "#2b7bb0", "#c25400"],
    opinion: [[226, 227, 232], [255, 244, 190]],
  },
  dark: {
    ground: "#111111", ink: "#e6e6e6", accent: "#b3adff", onAccent: "#17143d",
    real: "#62bdf0", fake: "#ff8f3a", halo: "#111111", discriminator: "#3ccfa0", generator: "#ff8f3a",
    runs: ["#e6e6e6", "#3ccfa0", "#e79cc6", "#e3b341", "#62bdf0", "#ff8f3a"],
    opinion: [[40, 41, 47], [92, 82, 28]],
  },
};

/** The palette for the page: JupyterLab (and what nbconvert exports) says which; elsewhere the reader's system does. */
export function currentPalette() {
  const light = document.body.dataset.jpThemeLight;
  const dark = light === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : light === "false";
  return dark ? PALETTES.dark : PALETTES.light;
}

/** Calls `owner[method]()` whenever the theme may have changed; lets go of an owner that nobody else holds. */
export function whenThemeChanges(owner, method) {
  // A cell that is run again throws its old output away: a strong reference here would keep all its frames.
  const weak = new WeakRef(owner);
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(check);
  function check() {
    const alive = weak.deref();
    if (alive) return alive[method]();
    observer.disconnect();
    media.removeEventListener("change", check);
  }
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  media.addEventListener("change", check);
}

export function decodeBase64(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** Gives a canvas one pixel for each pixel of the screen; `width` and `height` are CSS pixels. */
function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  canvas.style.width = `${w / ratio}px`;
  canvas.style.height = `${h / ratio}px`;
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  return ratio;
}

/**
 * Grey frames that come as WebP images: some as stills, those between as a film.
 *
 * In a film's images time runs downwards: row y * length + t is row y of the film's frame t, which is the frame
 * begin + t of all. So the still image's codec finds what stays the same from frame to frame, and the whole takes about
 * half the room of single frames.
 */
export class Film {
  constructor({ width, height, begin, length, rows, stills, reels }) {
    Object.assign(this, { width, height, begin, length, rows, stills, reels });
    this.canvas = document.createElement("canvas");
    Object.assign(this.canvas, { width, height });
    // Many small copies from images in memory are quicker without the graphics card.
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  /** Decodes everything once, so that any frame is there at once afterwards. */
  async open() {
    const decode = (text) => createImageBitmap(new Blob([decodeBase64(text)], { type: "image/webp" }));
    const stills = Object.entries(this.stills).map(async ([index, text]) => [Number(index), await decode(text)]);
    this.stills = new Map(await Promise.all(stills));
    this.reels = await Promise.all(this.reels.map(decode));
  }

  /** Frame `index`, as a canvas that the next call draws over. */
  frame(index) {
    if (this.stills.has(index)) this.context.drawImage(this.stills.get(index), 0, 0);
    else for (let y = 0; y < this.height; y++) {
      const row = (y % this.rows) * this.length + index - this.begin;
      this.context.drawImage(this.reels[Math.floor(y / this.rows)], 0, row, this.width, 1, 0, y, this.width, 1);
    }
    return this.canvas;
  }
}

/** A sheet of pictures: `count` tiles of `tileWidth` x `tileHeight` pixels in rows of `columns`, with gaps between. */
export class Sheet {
  constructor(canvas, { count, columns, tileWidth, tileHeight }) {
    Object.assign(this, { canvas, count, columns, tileWidth, tileHeight, rows: Math.ceil(count / columns) });
  }

  /** Takes the most room within `width` x `height` CSS pixels that shows every pixel equally large. */
  resize(width, height, gap) {
    const ratio = window.devicePixelRatio || 1;
    this.gap = Math.round(gap * ratio);
    const room = (space, n) => space * ratio - (n - 1) * this.gap;
    const scale = Math.min(
      room(width, this.columns) / (this.columns * this.tileWidth),
      room(height, this.rows) / (this.rows * this.tileHeight),
    );
    // Below 2, whole numbers waste too much room: then tiles keep whole sizes, and the browser smooths within them.
    this.smooth = scale < 2;
    const whole = this.smooth ? Math.max(scale, 0.25) : Math.floor(scale);
    this.width = Math.floor(this.tileWidth * whole);
    this.height = Math.floor(this.tileHeight * whole);
    fit(
      this.canvas,
      (this.columns * this.width + (this.columns - 1) * this.gap) / ratio,
      (this.rows * this.height + (this.rows - 1) * this.gap) / ratio,
    );
  }

  /** Draws an image that holds the tiles edge to edge. */
  draw(image) {
    const context = this.canvas.getContext("2d");
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.imageSmoothingEnabled = this.smooth;
    context.imageSmoothingQuality = "high";
    for (let i = 0; i < this.count; i++) {
      const [row, column] = [Math.floor(i / this.columns), i % this.columns];
      context.drawImage(
        image, column * this.tileWidth, row * this.tileHeight, this.tileWidth, this.tileHeight,
        column * (this.width + this.gap), row * (this.height + this.gap), this.width, this.height,
      );
    }
  }
}

/** The plane: the discriminator's opinion behind, real points as rings, fake points as triangles. */
export class Plane {
  /** `aspect` is the region's width over its height. */
  constructor(canvas, { aspect }) {
    Object.assign(this, { canvas, aspect });
    // The opinion in its own few rows and columns, coloured: see `colour`.
    [this.grid, this.other] = [document.createElement("canvas"), document.createElement("canvas")];
  }

  /** Takes the most room within `width` x `height` CSS pixels; markers grow with `unit`, 1 at zoom 1. */
  resize(width, height, unit) {
    const w = Math.min(width, height * this.aspect);
    // Small multiples want smaller markers, but not in proportion: they must stay circles and triangles to the eye.
    this.unit = unit * fit(this.canvas, w, w / this.aspect) * Math.min(1, Math.sqrt(w / (420 * unit)));
  }

  /**
   * Draws real and fake points, [x0, y0, x1, y1, ...] with -1 to 1 spanning the region, over the opinion: an image of
   * grey levels with its top row first, white for "surely real". Each of them may be null.
   */
  draw(real, fake, opinion, palette) {
    this.ground(opinion, palette);
    this.points(real, fake, palette);
  }

  ground(opinion, palette) {
    const context = this.canvas.getContext("2d");
    const { width, height } = this.canvas;
    context.fillStyle = `rgb(${palette.opinion[0]})`;
    context.fillRect(0, 0, width, height);
    if (opinion) {
      this.colour(opinion, palette.opinion);
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = "low"; // bilinear: without a graphics card, "high" takes seven times as long
      context.drawImage(this.grid, 0, 0, width, height);
    }
  }

  points(real, fake, palette) {
    const context = this.canvas.getContext("2d");
    if (real) {
      const path = new Path2D();
      this.eachPoint(real, (x, y) => {
        path.moveTo(x + 3.4 * this.unit, y);
        path.arc(x, y, 3.4 * this.unit, 0, 2 * Math.PI);
      });
      context.strokeStyle = palette.real;
      context.lineWidth = 1.4 * this.unit;
      context.stroke(path);
    }
    if (fake) {
      // A larger triangle below each is its halo: filling twice is quicker than drawing outlines.
      for (const [colour, half, up, down] of [[palette.halo, 4.4, 5.1, 2.9], [palette.fake, 3.4, 3.9, 2.3]]) {
        const path = new Path2D();
        this.eachPoint(fake, (x, y) => {
          path.moveTo(x, y - up * this.unit);
          path.lineTo(x + half * this.unit, y + down * this.unit);
          path.lineTo(x - half * this.unit, y + down * this.unit);
          path.closePath();
        });
        context.fillStyle = colour;
        context.fill(path);
      }
    }
  }

  eachPoint(points, visit) {
    const { width, height } = this.canvas;
    for (let i = 0; i < points.length; i += 2) {
      visit(((points[i] + 1) / 2) * width, ((1 - points[i + 1]) / 2) * height);
    }
  }

  /** Mixes the two ends of the scale. Blending does it without reading pixels back, which some browsers forbid. */
  colour(image, [fake, real]) {
    const mix = (canvas, colour, invert) => {
      Object.assign(canvas, { width: image.width, height: image.height });
      const context = canvas.getContext("2d");
      const fill = (operation, style) => {
        context.globalCompositeOperation = operation;
        context.fillStyle = style;
        context.fillRect(0, 0, canvas.width, canvas.height);
      };
      context.drawImage(image, 0, 0);
      if (invert) fill("difference", "#fff");
      fill("multiply", `rgb(${colour})`);
      return context;
    };
    mix(this.other, fake, true);
    const context = mix(this.grid, real, false);
    context.globalCompositeOperation = "lighter";
    context.drawImage(this.other, 0, 0);
  }
}
