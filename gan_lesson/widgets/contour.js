/**
 * Where a surface of cell centres crosses a level, as pieces of line [x0, y0, x1, y1, ...] in cells (marching squares;
 * of a saddle's two readings, the one that keeps the high corners apart).
 */
export function contour(levels, size, level) {
  const pieces = [];
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const at = y * size + x;
      const corner = [levels[at], levels[at + 1], levels[at + size + 1], levels[at + size]];
      if (Math.min(...corner) > level || Math.max(...corner) <= level) continue; // nearly all of them
      const above = corner.map((value) => value > level);
      const between = (a, b) => (corner[a] - level) / (corner[a] - corner[b]);
      const edges = [];
      if (above[0] !== above[1]) edges.push([x + between(0, 1), y]);
      if (above[1] !== above[2]) edges.push([x + 1, y + between(1, 2)]);
      if (above[2] !== above[3]) edges.push([x + 1 - between(2, 3), y + 1]);
      if (above[3] !== above[0]) edges.push([x, y + 1 - between(3, 0)]);
      if (edges.length === 4 && above[0]) edges.push(edges.shift());
      for (let i = 0; i + 1 < edges.length; i += 2) pieces.push(...edges[i], ...edges[i + 1]);
    }
  }
  return pieces;
}
