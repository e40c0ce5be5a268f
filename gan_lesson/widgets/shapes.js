// Two kinds of densities on a line, bells that never end and hills that do; see `gan_lesson.props.densities`.

/** The logarithm of each density with its middle at 0. */
export const LOG_DENSITY = {
  bell: (x, width) => -0.5 * (x / width) ** 2 - Math.log(width * Math.sqrt(2 * Math.PI)),
  hill: (x, width) => {
    const u = x / (2 * width);
    return Math.abs(u) < 1 ? 2 * Math.log(Math.cos((Math.PI * u) / 2)) - Math.log(2 * width) : -Infinity;
  },
};
