/** SVG path of a sparkline: gaps where a point is null, a dot-sized stroke for a point between two gaps. */
export function sparklinePath(points: readonly (number | null)[], width: number, height: number): string {
  const known = points.filter((point) => point !== null && Number.isFinite(point)) as number[];
  const max = Math.max(0, ...known);
  const inset = 1.5;
  const x = (index: number) =>
    points.length < 2 ? width / 2 : inset + (index / (points.length - 1)) * (width - 2 * inset);
  const y = (value: number) => height - inset - (max === 0 ? 0 : (value / max) * (height - 2 * inset));
  let path = "";
  let drawing = false;
  points.forEach((point, index) => {
    if (point === null || !Number.isFinite(point)) {
      drawing = false;
      return;
    }
    const at = `${x(index).toFixed(1)} ${y(point).toFixed(1)}`;
    const next = points[index + 1];
    const alone = !drawing && (next === null || next === undefined);
    path += alone ? `M${at}h0.1` : `${drawing ? "L" : "M"}${at}`;
    drawing = true;
  });
  return path;
}
