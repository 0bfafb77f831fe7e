import type { SamplePoint } from "@/lib/resources/types";
import { fitLine } from "@/lib/stats/fit-line";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
const fitWindows = [
  { name: "1 h", lengthMs: hourMs },
  { name: "1 d", lengthMs: dayMs },
  { name: "7 d", lengthMs: 7 * dayMs },
] as const;
type FitWindow = (typeof fitWindows)[number]["name"];

/** A straight line through the samples of one window, or why there is none. */
export type Fit = {
  window: FitWindow;
  kind: "grows" | "shrinks" | "flat" | "no-trend" | "too-few";
  /** Bytes a day; null without a line. */
  bytesPerDay: number | null;
  /** When the cap is reached at this pace, unix ms; null when it never is. */
  fullAtMs: number | null;
};

export type TimeToFull =
  | { state: "unknown" | "no-trend" | "flat" | "shrinks"; fits: Fit[] }
  | { state: "full"; fits: Fit[] }
  | { state: "retention-reached"; fits: Fit[] }
  | { state: "levels-off"; fits: Fit[]; atBytes: number; atMs: number }
  | { state: "grows"; fits: Fit[]; earliestMs: number; latestMs: number };

/** Share of the variance that a line must explain to count as a trend. */
const goodFit = 0.6;
const pointsMin = 8;
/** Samples must span this share of their window: ten minutes say nothing about a week. */
const spanMin = 0.5;
/** A change over the window below this share of the size is flat, however straight. */
const flatShare = 0.001;

/** The fit of the samples of one window that ends at `nowMs`. */
function fitWindow(
  window: (typeof fitWindows)[number],
  samples: readonly SamplePoint[],
  { nowMs, capBytes }: { nowMs: number; capBytes: number },
): Fit {
  const points = samples
    .filter(({ atMs }) => atMs > nowMs - window.lengthMs && atMs <= nowMs)
    .map(({ atMs, average }) => ({ atMs, value: average }));
  const none = (kind: Fit["kind"]): Fit => ({ window: window.name, kind, bytesPerDay: null, fullAtMs: null });
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < pointsMin || last.atMs - first.atMs < window.lengthMs * spanMin) {
    return none("too-few");
  }
  const { slope, fit } = fitLine(points);
  const change = slope * (last.atMs - first.atMs);
  if (Math.abs(change) < Math.max(1, last.value) * flatShare) return { ...none("flat"), bytesPerDay: slope * dayMs };
  if (fit < goodFit) return none("no-trend");
  if (slope < 0) return { ...none("shrinks"), bytesPerDay: slope * dayMs };
  const fullAtMs = nowMs + Math.max(0, capBytes - last.value) / slope;
  return { window: window.name, kind: "grows", bytesPerDay: slope * dayMs, fullAtMs };
}

/**
 * When a data directory reaches its cap, from straight lines through the last hour, day and week: as a range over the
 * lines that fit. Data that is kept for a fixed time stops growing once its oldest is that old: then it is
 * `retention-reached`, and before that it `levels-off` where the pace until then stays below the cap.
 */
export function timeToFull(
  { minutes, hours }: { minutes: readonly SamplePoint[]; hours: readonly SamplePoint[] },
  input: { nowMs: number; capBytes: number; retentionMs: number | null; oldestMs: number | null },
): TimeToFull {
  const { nowMs, capBytes, retentionMs, oldestMs } = input;
  // Minutes for the last hour; beyond that hours say the same and cost a sixtieth.
  const fits = fitWindows.map((window) =>
    fitWindow(window, window.lengthMs > hourMs ? hours : minutes, { nowMs, capBytes }),
  );
  const now = minutes.at(-1) ?? hours.at(-1);
  if (!now) return { state: "unknown", fits };
  if (now.average >= capBytes) return { state: "full", fits };
  const keptForMs = oldestMs === null ? null : nowMs - oldestMs;
  if (retentionMs !== null && keptForMs !== null && keptForMs >= retentionMs * 0.98) {
    return { state: "retention-reached", fits };
  }
  const growing = fits.flatMap(({ kind, fullAtMs, bytesPerDay }) =>
    kind === "grows" && fullAtMs !== null && bytesPerDay !== null ? [{ fullAtMs, bytesPerDay }] : [],
  );
  if (growing.length === 0) {
    const judged = fits.filter(({ kind }) => kind !== "too-few");
    if (judged.length === 0) return { state: "unknown", fits };
    const longest = judged.at(-1)?.kind;
    return { state: longest === "flat" || longest === "shrinks" ? longest : "no-trend", fits };
  }
  if (retentionMs !== null && keptForMs !== null) {
    const leftMs = retentionMs - keptForMs;
    const atBytes = Math.max(...growing.map(({ bytesPerDay }) => now.average + (bytesPerDay * leftMs) / dayMs));
    if (atBytes < capBytes) return { state: "levels-off", fits, atBytes, atMs: nowMs + leftMs };
  }
  const times = growing.map(({ fullAtMs }) => fullAtMs);
  return { state: "grows", fits, earliestMs: Math.min(...times), latestMs: Math.max(...times) };
}
