const notANumber = new Set(["NaN", "Inf", "+Inf", "-Inf"]);
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A finite number from JSON, where numbers may come as strings; null for NaN and the infinities, undefined for anything
 * else.
 */
function readNumber(value: unknown): number | null | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  if (notANumber.has(value)) return null;
  if (!decimal.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/**
 * Reads `[unix seconds, "value"]` as `{ timestampMs, value }`; the value is null for NaN and the infinities, which say
 * that there is no figure. Returns undefined when it is not a point at all.
 */
export function readPoint(point: unknown): { timestampMs: number; value: number | null } | undefined {
  if (!Array.isArray(point) || point.length !== 2) return undefined;
  const timestamp = readNumber(point[0]);
  const value = readNumber(point[1]);
  if (timestamp === undefined || timestamp === null || value === undefined) return undefined;
  return { timestampMs: Math.round(timestamp * 1000), value };
}
