// The game V = x y: she moves x up its slope, he moves y down it.

/**
 * The places that both numbers go through, the start first, as [x, y].
 *
 * The slope of V along x is y, from which a penalty subtracts its share of x; the slope along y is x. In turn, he sees
 * where she has gone; at the same time, where she was. She may make several moves for each of his.
 */
export function path([x, y], { rate, penalty, herMoves, inTurn }, rounds) {
  const places = [[x, y]];
  for (let round = 0; round < rounds; round++) {
    const before = x;
    for (let move = 0; move < herMoves; move++) x += rate * (y - penalty * x);
    y -= rate * (inTurn ? x : before);
    places.push([x, y]);
  }
  return places;
}

export const distance = ([x, y]) => Math.hypot(x, y);

/**
 * What becomes of the distance in the long run: "in", "out" or "round".
 *
 * A round is a linear map, so its largest eigenvalue decides: below 1 in absolute value it leads in, above 1 out.
 */
export function fate(settings) {
  const [[a, c], [b, d]] = [path([1, 0], settings, 1)[1], path([0, 1], settings, 1)[1]]; // the map's columns
  const [half, determinant] = [(a + d) / 2, a * d - b * c];
  const inner = half * half - determinant;
  const largest = inner < 0 ? Math.sqrt(determinant) : Math.abs(half) + Math.sqrt(inner);
  if (Math.abs(largest - 1) < 1e-9) return "round";
  return largest < 1 ? "in" : "out";
}
