// One portrait from its knobs, as gan_lesson/datasets/portraiture.py draws it: the same shapes, back to front, which are
// explained there.

import { clamp } from "../page/numbers.js";

export const SIZE = 28;
const DARK = 0.03;

/** Distance to an ellipse with half axes a (along x) and b. */
function ellipse(x, y, a, b) {
  const [u, v] = [x / a, y / b];
  const k = Math.sqrt(u * u + v * v);
  return (k * (k - 1)) / Math.sqrt((u / a) ** 2 + (v / b) ** 2 + 1e-6);
}

/** Distance to a drop about the line from (0, 0) up to (0, length), with radius `root` below and `tip` above. */
function drop(x, y, length, root, tip, bend = 0) {
  const t = clamp(y / length, 0, 1);
  return Math.hypot(x - bend * t * (1 - t), y - t * length) - (root + (tip - root) * t);
}

/** Grey levels, 0 to 255, the top row first. */
export function portrait(knobs) {
  const levels = new Uint8Array(SIZE * SIZE);
  const at = painter(knobs);
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++) {
      const [right, up] = [column - (SIZE - 1) / 2 - knobs.x, (SIZE - 1) / 2 - row - knobs.y];
      levels[row * SIZE + column] = Math.round(255 * at(right, up));
    }
  return levels;
}

/** The brightness, 0 to 1, at a place that is given from the middle of the picture, in pixels. */
function painter(k) {
  const dog = k.species;
  const cat = 1 - dog;
  const pick = (ofCat, ofDog) => ofCat + dog * (ofDog - ofCat);
  const inside = (distance) => clamp(0.5 - (distance * k.size) / 1.2, 0, 1);

  const earAngle = 0.2 + 0.6 * k.ear_fold + dog * (1.6 + 0.7 * k.ear_fold);
  const [sine, cosine] = [Math.sin(earAngle), Math.cos(earAngle)];
  const hang = 0.5 - 0.5 * cosine;
  const earLength = k.ear_length * (1 - pick(0.45, 0.7) * sine ** 2);
  const earTip = 0.2 + hang ** 2 * (0.75 * k.ear_width - 0.2);
  const earTone = clamp(k.fur + k.ear_tone, 0.25, 1);
  const [turnX, turnY] = [Math.cos(k.tilt) / k.size, Math.sin(k.tilt) / k.size];
  const headWidth = k.head_width * pick(1, 0.87);
  const top = pick(-3.2, -2.8) + 0.35 * k.snout_length;
  const bottom = top - k.snout_length;
  const tongueWidth = pick(0.8, 1.4);
  const noseY = top - pick(0.3, 1.0) - 0.15 * (k.snout_length - 3);
  const mouthY = noseY - pick(1.4, 2.4);
  const [arcRadius, ink] = [pick(1.1, 1.6), pick(0.8, 0.6)];
  const eyeHeight = k.eye_size * (0.4 + 0.6 * k.eye_open);
  const pupilWidth = k.eye_size * (1.1 - k.eye_open * pick(0.5, 0.3));

  return (right, up) => {
    let grey = 0;
    const paint = (coverage, tone) => (grey += coverage * (tone - grey));
    const x = right * turnX + up * turnY;
    const y = up * turnX - right * turnY - pick(-0.3 - 0.185 * earLength * cosine, 0.7);
    const side = Math.abs(x);
    const [eyeX, eyeY] = [side - k.eye_distance * pick(1, 0.88), y - 1.6];

    // Ears.
    const [rootX, rootY] = [side - headWidth * pick(0.6, 0.95 - 0.25 * sine), y - 3.5 - 0.7 * hang];
    const [alongX, alongY] = [rootX * cosine - rootY * sine, rootX * sine + rootY * cosine];
    const ear = drop(alongX, alongY, earLength, k.ear_width * (1.25 - 0.75 * hang), earTip, -3 * hang);
    paint(inside(ear) * cat, earTone);
    paint(inside(ear + 1.7) * cat * 0.5, earTone * 0.4);

    // Head and coat.
    const head = ellipse(x, y, headWidth, pick(7.0, 7.6));
    const onHead = inside(head);
    let coat = k.fur * (1 - 0.6 * k.mask * inside(ellipse(eyeX - 1.2, y - 3, 3.4, 5)));
    coat *= 1 - 0.6 * Math.abs(k.patch) * inside(ellipse(x * Math.sign(k.patch) - 4, y - 1.6, 3.6, 4.2));
    const radius = Math.sqrt(x ** 2 + (y + 2) ** 2 + 0.1);
    let wave = (y + 2) / radius;
    wave = 2 * (2 * wave ** 2 - 1) ** 2 - 1;
    wave *= 4 * wave ** 2 - 3;
    coat *= 1 - 0.65 * k.stripes * clamp(1.5 * wave, 0, 1) * clamp((radius - 5.5) / 2, 0, 1);
    paint(onHead, coat * (1 - 0.2 * clamp(1 + head / 7, 0, 1) ** 2));

    // Muzzle and tongue.
    const muzzle = ellipse(x, y - (top + bottom) / 2, k.snout_width * pick(1, 1.15), k.snout_length / 2);
    paint(inside(muzzle - 0.8) * 0.3, DARK);
    const tongue = drop(x, bottom + 0.5 - y, 0.1 + k.tongue * pick(1.1, 2.2), tongueWidth, tongueWidth);
    paint(inside(tongue) * clamp(4 * k.tongue, 0, 1), 0.55);
    paint(inside(muzzle), k.fur + (0.35 + 0.65 * k.bib) * (1 - k.fur));
    const whisker = Math.max(Math.abs(Math.abs(y + 3.2) - 0.14 * side - 0.1) - 0.3, Math.abs(side - 6.8) - 2.8);
    paint(inside(whisker) * k.whiskers * cat * 0.45, 1);

    // Nose and mouth.
    paint(inside(ellipse(x, y - noseY, pick(1.2, 1.9), pick(0.9, 1.35))), DARK);
    const arc = Math.abs(Math.sqrt((side - arcRadius) ** 2 + (y - mouthY) ** 2) - arcRadius) - 0.4;
    paint(inside(Math.max(arc, y - mouthY - 0.2)) * ink, DARK);
    paint(inside(Math.max(side - 0.4, Math.abs(y - (noseY + mouthY) / 2) - (noseY - mouthY) / 2)) * ink, DARK);

    // Eyes.
    const eye = ellipse(eyeX, eyeY, k.eye_size * pick(1.1, 0.95), eyeHeight);
    paint(inside(eye - 0.4) * 0.7, DARK);
    paint(inside(eye), 0.97);
    paint(inside(ellipse(eyeX - 0.6 * k.gaze * Math.sign(x), eyeY, pupilWidth, 0.95 * eyeHeight)), DARK);

    // A dog's ears.
    paint(inside(ear - 0.9) * onHead * dog, 0.3 * k.fur);
    paint(inside(ear) * dog, earTone);
    return grey;
  };
}
