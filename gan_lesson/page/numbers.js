// Numbers, and how they are written.

export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
export const sigmoid = (logit) => 1 / (1 + Math.exp(-logit));

/** log(1 + e^x), for any x. */
export const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** 12345.6 is "12,346". */
export const grouped = (value) => Math.round(value).toLocaleString("en");

/** With a real minus sign, and none before a zero. */
export const fixed = (value, digits) =>
  value
    .toFixed(digits)
    .replace(/^-(?=[0.]*$)/, "")
    .replace("-", "−");

/** A number that may be missing. */
export const orDash = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : "–");
export const percent = (value) => (Number.isFinite(value) ? `${Math.round(100 * value)} %` : "–");

export const capital = (words) => words && `${words[0].toUpperCase()}${words.slice(1)}`;

/** How to write the values of one curve: whole numbers as they are, others with two decimals or three digits. */
export function formatter(values) {
  const known = values.filter((value) => value !== null);
  const whole = known.every(Number.isInteger);
  const large = known.some((value) => Math.abs(value) >= 100);
  return (value) => {
    if (value === null) return "–";
    if (whole) return grouped(value);
    return large ? Number(value.toPrecision(3)).toLocaleString("en") : value.toFixed(2);
  };
}

/** The next round step from `about` on: 1, 2 or 5 times a power of ten. */
export function roundStep(about) {
  const power = 10 ** Math.floor(Math.log10(about));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= about * 0.999);
}

/** Round numbers from low to high, at most `count` + 1 of them. */
export function ticks(low, high, count) {
  const step = roundStep((high - low) / count);
  const values = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    values.push(Number((k * step).toPrecision(12)));
  }
  return values;
}
