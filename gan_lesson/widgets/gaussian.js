// Gaussians in the plane, as Python hands them over: { mean, inverse, log }.

/** The logarithm of the density at a place; `inverse` is that of the covariance, row by row, `log` that of the peak. */
export function logDensity({ mean, inverse: [a, b, c, d], log }, x, y) {
  const [u, v] = [x - mean[0], y - mean[1]];
  return log - (a * u * u + (b + c) * u * v + d * v * v) / 2;
}

/** Where values at places that rise go from below 0 to above it: the crossing that is nearest to `near`, or null. */
export function crossing(places, values, near) {
  let best = null;
  for (let i = 0; i + 1 < places.length; i++) {
    if (values[i] > 0 || values[i + 1] <= 0) continue;
    const at = places[i] + ((places[i + 1] - places[i]) * values[i]) / (values[i] - values[i + 1]);
    if (best === null || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}
