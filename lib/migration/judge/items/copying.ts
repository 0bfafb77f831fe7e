import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/quantity";
import { dayMs, type JudgeItem, say } from "./facts";

/** A rehearsal older than this says little of today's data. */
const rehearsalAgeMsMax = 30 * dayMs;
/** More of vmagent's queue than this leaves too little for what goes wrong. */
const queueRatioMax = 0.5;

export const judgeSizes: JudgeItem = ({ storeBytes, flight }) => {
  if (!storeBytes) return say("unknown", "no-sizes");
  const { bytes, atMs } = storeBytes;
  const evidence = [{ label: "Both stores, allocated", value: formatBytes(bytes), atMs }];
  if (flight.warmCopyMs === null) return say("unknown", "not-predicted", evidence);
  const predicted = { label: "Predicted copy", value: formatDuration(flight.warmCopyMs), atMs };
  return say("ok", "predicted", [...evidence, predicted]);
};

export const judgeRehearsal: JudgeItem = ({ rehearsal }, nowMs) => {
  if (!rehearsal?.finishedAtMs) return say("unknown", "never-rehearsed");
  const took = formatDuration(rehearsal.finishedAtMs - rehearsal.startedAtMs);
  const value = `${took} for ${formatBytes(rehearsal.facts.totalBytes ?? 0)}`;
  const evidence = [{ label: "Newest rehearsal", value, atMs: rehearsal.finishedAtMs }];
  return nowMs - rehearsal.finishedAtMs > rehearsalAgeMsMax
    ? say("warn", "rehearsal-old", evidence)
    : say("ok", "rehearsed", evidence);
};

export const judgeQueue: JudgeItem = ({ flight }, nowMs) => {
  const { queueUsedRatio, queueHours } = flight;
  if (queueUsedRatio === null) return say("unknown", "queue-unknown");
  const evidence = [
    { label: "The gap fills", value: `${(queueUsedRatio * 100).toFixed(2)} % of the queue`, atMs: nowMs },
    ...(queueHours === null ? [] : [{ label: "The queue lasts", value: `${queueHours.toFixed(0)} h`, atMs: nowMs }]),
  ];
  return queueUsedRatio > queueRatioMax ? say("bad", "queue-short", evidence) : say("ok", "queue-covers", evidence);
};
