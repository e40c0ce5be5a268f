// How well a judge tells real from fake, as in gan_lesson/evaluation/roc.py, where the formulas' sources are.

/** The ROC curve of scores, higher for "more real", with its area and the ends of the 95 % interval for that. */
export function rocOf(isReal, scores) {
  const reals = isReal.filter(Boolean).length;
  const fakes = isReal.length - reals;
  const order = [...scores.keys()].sort((i, j) => scores[j] - scores[i]);
  const curve = { fakes: [0], reals: [0] };
  let [real, fake, area] = [0, 0, 0];
  order.forEach((i, n) => {
    if (isReal[i]) real++;
    else fake++;
    if (n + 1 < order.length && scores[order[n + 1]] === scores[i]) return; // equal scores are let in together
    const [left, low] = [curve.fakes.at(-1), curve.reals.at(-1)];
    curve.fakes.push(fake / fakes);
    curve.reals.push(real / reals);
    area += ((fake / fakes - left) * (low + real / reals)) / 2;
  });
  const [low, high] = interval(area, reals, fakes);
  return { ...curve, area, low, high };
}

/** Every true area that is within 1.96 of its own standard errors of the measured one. */
export function interval(area, reals, fakes) {
  const between = (reals + fakes) / 2 - 1;
  const tooFar = (truth) => {
    const spread = (1 - truth) / (2 - truth) + truth / (1 + truth);
    return (
      Math.abs(area - truth) > 1.959964 * Math.sqrt((truth * (1 - truth) * (1 + between * spread)) / (reals * fakes))
    );
  };
  return [0, 1].map((end) => {
    if (!tooFar(end)) return end;
    let [far, near] = [end, area];
    for (let i = 0; i < 60; i++) {
      const middle = (far + near) / 2;
      if (tooFar(middle)) far = middle;
      else near = middle;
    }
    return near;
  });
}
