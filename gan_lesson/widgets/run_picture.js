// One run's picture, a sheet or a plane: a canvas, and how to draw any moment of the run on it.

import { element } from "../page/element.js";
import { Opinions } from "./opinion.js";
import { Film, Sheet, decode } from "./pictures.js";
import { Plane } from "./plane.js";
import { Trail } from "./trail.js";

export class RunPicture {
  canvas = element("canvas", { role: "img" });
  chosen = null; // the number of the picture in the sheet that is looked at closely

  constructor(data) {
    const { film, sheet, nearest, plane } = (this.data = data);
    this.film = film && new Film(film);
    this.nearest = nearest; // training pictures: which stands where in an image, for each picture of the sheet
    this.sheet = sheet && new Sheet(this.canvas, sheet);
    this.plane = plane && new Plane(this.canvas, plane);
    this.real = plane?.real && new Trail(plane.real);
    this.fake = plane && new Trail(plane.fake);
    this.opinions = plane?.opinion && new Opinions(plane.opinion);
  }

  async open() {
    await Promise.all([this.film, this.real, this.fake, this.opinions].map((part) => part?.open()));
    if (this.nearest) this.nearest.image = await decode(this.nearest.sheet);
    this.rings = this.real?.at(0);
  }

  /** The same run, drawn on a canvas of its own. */
  twin() {
    const { film, real, fake, opinions, rings } = this;
    const twin = Object.assign(new RunPicture(this.data), { film, real, fake, opinions, rings });
    if (this.plane) twin.plane.reach = this.plane.reach;
    return twin;
  }

  resize(width, height, zoom) {
    if (this.sheet) this.sheet.resize(width, height, 2 * zoom);
    else this.plane.resize(width, height, zoom);
  }

  /** Draws a snapshot; its points may be a share of the way to the next one. */
  draw(index, palette, share = 0) {
    if (this.plane) {
      return this.plane.draw(this.rings, this.fake.at(index, share), this.opinions?.at(index), palette);
    }
    this.sheet.draw(this.film.frame(index));
    if (this.chosen !== null) this.sheet.outline(this.chosen, palette);
  }

  /** What a reader who does not see the picture is told of it. */
  describe(index) {
    if (this.sheet) return `${this.sheet.count} generated pictures`;
    const fake = this.fake.at(index);
    let outside = 0;
    for (let i = 0; i < fake.length; i += 2) outside += Math.abs(fake[i]) > 1 || Math.abs(fake[i + 1]) > 1;
    const over = this.real ? ` over ${this.real.count} real ones (circles)` : "";
    const lost = outside ? `, ${outside} of the fakes outside the picture` : "";
    return `${this.fake.count} fake points (triangles)${over}${lost}`;
  }
}
