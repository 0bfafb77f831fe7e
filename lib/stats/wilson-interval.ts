export type ShareInterval = { low: number; high: number };

/** Two-sided 95 %. */
const z95 = 1.959964;

/**
 * Where the true share lies, given `hits` of `trials`: the Wilson score interval, 0 to 1, which stays honest for few
 * trials and for shares near 0 or 1 (Wilson 1927). Without trials anything is possible: 0 to 1.
 */
export function wilsonInterval(hits: number, trials: number, z = z95): ShareInterval {
  if (!(trials > 0)) return { low: 0, high: 1 };
  const share = Math.min(1, Math.max(0, hits / trials));
  const square = z * z;
  const centre = (share + square / (2 * trials)) / (1 + square / trials);
  const half = (z / (1 + square / trials)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
