import { formatDayTime } from "@/lib/format/time";
import type { Window, WindowPair } from "./types";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMs = 7 * 24 * hourMs;
/** Shorter windows say too little, longer ones cost VictoriaMetrics too much. */
const shortestMs = 5 * minuteMs;
const longestMs = 24 * hourMs;
/** After a start everything is slow for a moment: pools fill, caches are cold. */
const warmUpMs = minuteMs;

export type Chosen = { ok: true; windows: WindowPair } | { ok: false; reason: string };

/** The last hour, and the same hour a week ago. */
export function weekWindows(nowMs: number): WindowPair {
  const after = { startMs: nowMs - hourMs, endMs: nowMs };
  const before = { startMs: after.startMs - weekMs, endMs: after.endMs - weekMs };
  return { before, after, label: "this hour against the same hour last week" };
}

/** The last hour, and the hour before. */
export function hourWindows(nowMs: number): WindowPair {
  const after = { startMs: nowMs - hourMs, endMs: nowMs };
  return {
    before: { startMs: after.startMs - hourMs, endMs: after.startMs },
    after,
    label: "this hour against the hour before",
  };
}

/** What began an alert lies before it was told: neither window holds these minutes. */
const onsetMs = 5 * minuteMs;
/** An alert is looked at while it is young, so a minute of it does; what was before is calm and can be longer. */
const alertShortestMs = minuteMs;
const calmMs = 30 * minuteMs;

type AlertTime = { title: string; raisedAtMs: number; endedAtMs: number | null };

/** From the beginning of an alert until now or its end, six hours at most, against the half hour or as long before it. */
export function alertWindows({ title, raisedAtMs, endedAtMs }: AlertTime, nowMs: number): Chosen {
  const endMs = Math.min(nowMs, endedAtMs ?? nowMs, raisedAtMs + 6 * hourMs);
  const lengthMs = endMs - raisedAtMs;
  if (lengthMs < alertShortestMs) {
    return { ok: false, reason: `"${title}" is less than a minute old; ask again in a minute.` };
  }
  const calmEndMs = raisedAtMs - onsetMs;
  const before = { startMs: calmEndMs - Math.max(calmMs, lengthMs), endMs: calmEndMs };
  const label = `since "${title}" began (${formatDayTime(raisedAtMs, { utc: true })} UTC) against before`;
  return { ok: true, windows: { before, after: { startMs: raisedAtMs, endMs }, label } };
}

/** Where a comparison is cut: what happened, when, and when the next deploy replaced it (null: it still runs). */
export type Cut = { title: string; atMs: number; nextAtMs: number | null };

/** From a deploy or a start to the next one, six hours at most, against the same length before it. */
export function deployWindows({ title, atMs, nextAtMs }: Cut, nowMs: number): Chosen {
  const startMs = atMs + warmUpMs;
  const after = { startMs, endMs: Math.min(nowMs, nextAtMs ?? nowMs, startMs + 6 * hourMs) };
  const lengthMs = after.endMs - after.startMs;
  if (lengthMs < shortestMs && nextAtMs !== null) {
    return { ok: false, reason: `"${title}" was followed by another deploy too soon to compare.` };
  }
  if (lengthMs < shortestMs) {
    const waitMin = Math.ceil((shortestMs - lengthMs) / minuteMs);
    return { ok: false, reason: `"${title}" is too recent to compare; ask again in ${waitMin} min.` };
  }
  const before = { startMs: atMs - lengthMs, endMs: atMs };
  const label = `since "${title}" (${formatDayTime(atMs, { utc: true })} UTC) against as long before`;
  return { ok: true, windows: { before, after, label } };
}

/** Two windows that somebody chose, as typed in UTC ("2026-03-01T03:00"). */
export function freeWindows(texts: Record<"beforeStart" | "beforeEnd" | "afterStart" | "afterEnd", string>): Chosen {
  const read = (text: string) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?$/.test(text) ? Date.parse(`${text.replace(/Z$/, "")}Z`) : Number.NaN;
  const window = (start: string, end: string): Window => ({ startMs: read(start), endMs: read(end) });
  const before = window(texts.beforeStart, texts.beforeEnd);
  const after = window(texts.afterStart, texts.afterEnd);
  for (const [name, { startMs, endMs }] of [["first", before] as const, ["second", after] as const]) {
    if (!Number.isFinite(startMs) || !Number.isFinite(endMs)) {
      return { ok: false, reason: `The ${name} window needs a start and an end, such as 2026-03-01T03:00 (UTC).` };
    }
    if (endMs - startMs < shortestMs || endMs - startMs > longestMs) {
      return { ok: false, reason: `The ${name} window must be 5 minutes to 24 hours long.` };
    }
  }
  return { ok: true, windows: { before, after, label: "two windows of your own" } };
}
