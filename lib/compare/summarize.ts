import { formatDuration, formatPercent } from "@/lib/format/quantity";
import type { TraceComparison } from "./trace-types";
import type { Change, Comparison } from "./types";

/** How the second window is against the first; "mixed" where one of duration and errors is worse, the other better. */
export type Tendency = "worse" | "better" | "mixed" | "same";

type Found = Extract<Comparison, { enough: true }>;
type Read = Extract<TraceComparison, { enough: true }>;

/** Less than this share of what it was is no news, however certain. */
const shareMin = 0.05;

/** 1 when it rose, -1 when it fell, by more than chance and more than a trifle; else 0. */
function directionOf({ before, after, ranked }: Change): number {
  const isTrifle = Math.abs(after - before) <= shareMin * Math.max(before, after);
  return ranked.length === 0 || isTrifle ? 0 : Math.sign(after - before);
}

/** Whether requests got worse or better, and the sentence that says by how much and where most of it lies. */
export function summarizeComparison({ latency, errors }: Found): { tendency: Tendency; text: string } {
  const [slower, failing] = [directionOf(latency), directionOf(errors)];
  const tendency: Tendency =
    slower * failing < 0 ? "mixed" : slower + failing > 0 ? "worse" : slower + failing < 0 ? "better" : "same";
  const duration =
    slower === 0
      ? `requests take as long as before, ${formatDuration(latency.after)} on average`
      : `requests take ${formatDuration(latency.after)} on average instead of ${formatDuration(latency.before)}${mostly(latency)}`;
  const failures =
    failing === 0
      ? `as many fail as before, ${formatPercent(errors.after)}`
      : `${formatPercent(errors.after)} fail instead of ${formatPercent(errors.before)}${mostly(errors)}`;
  const parts = failing !== 0 && slower === 0 ? [failures, duration] : [duration, failures];
  const text = parts.join("; ");
  return { tendency, text: `${text[0]?.toUpperCase()}${text.slice(1)}.` };
}

/** ", mostly POST /api/documents/": the route with most of a change, where it has at least half. */
function mostly({ before, after, ranked }: Change): string {
  const top = ranked.toSorted((a, b) => (b.contribution - a.contribution) * Math.sign(after - before))[0];
  return top && top.contribution / (after - before) >= 0.5 ? `, mostly ${top.name}` : "";
}

/** A sample shows a change when it has at least this share of it. */
const shownShare = 1 / 3;

/**
 * Says where the sampled traces do not show what the metrics, which count every request, say of all routes or of one;
 * null where both agree or the metrics say nothing.
 */
export function sampleDoubt(found: Found, read: Read, route: string | null): string | null {
  const of = (change: Change) => {
    if (route === null) return directionOf(change) === 0 ? null : change;
    const own = change.ranked.find(({ name }) => name === route);
    if (!own || own.before.value === null || own.after.value === null) return null;
    return { before: own.before.value, after: own.after.value };
  };
  const isShown = ({ before, after }: { before: number; after: number }, sampled: number) =>
    sampled / (after - before) >= shownShare;
  const failedShare = ({ failed, requests }: Read["before"]) => (requests === 0 ? 0 : failed / requests);
  const [latency, errors] = [of(found.latency), of(found.errors)];
  const missing = [
    latency && !isShown(latency, read.after.meanMs - read.before.meanMs)
      ? `the mean went from ${formatDuration(latency.before)} to ${formatDuration(latency.after)}`
      : null,
    errors && !isShown(errors, failedShare(read.after) - failedShare(read.before))
      ? `failures went from ${formatPercent(errors.before)} to ${formatPercent(errors.after)}`
      : null,
  ].filter((part) => part !== null);
  if (missing.length === 0) return null;
  return `This sample does not show what the metrics count in every request: ${missing.join(", and ")}. Go by the metrics; what follows is only of the requests that were read.`;
}
