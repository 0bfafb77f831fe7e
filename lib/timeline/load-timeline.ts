import "server-only";
import { coalesce } from "@/lib/upstream/coalesce";
import { dropTwiceTold } from "./drop-twice-told";
import { loadDeploys } from "./load-deploys";
import { answerOf } from "./source";
import { loadAlertEvents } from "./sources/alerts";
import { loadAuditEvents } from "./sources/audit";
import { loadContainerEvents } from "./sources/containers";
import { loadMemoryKills } from "./sources/memory-kills";
import { loadTriggerEvents } from "./sources/triggers";
import { eventsMax, type SourceAnswer, type Timeline, type TimelineWindow } from "./types";

const sources: Record<string, (window: TimelineWindow) => Promise<SourceAnswer>> = {
  "kernel log": loadMemoryKills,
  "Docker events": loadContainerEvents,
  "migration triggers": loadTriggerEvents,
  alerts: loadAlertEvents,
  "audit log": loadAuditEvents,
};

async function ask({ startMs, endMs }: TimelineWindow): Promise<Timeline> {
  const window = { startMs, endMs };
  const [deploys, ...others] = await Promise.all([
    loadDeploys(window),
    ...Object.entries(sources).map(([name, load]) => answerOf(name, () => load(window))),
  ]);
  const answers = [deploys, ...others.flatMap(({ value }) => value ?? [])];
  const all = dropTwiceTold(answers.flatMap(({ events }) => events)).toSorted(
    (a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1),
  );
  const unread = answers.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0);
  return {
    ...window,
    events: all.slice(-eventsMax),
    leftOut: unread + Math.max(0, all.length - eventsMax),
    unknown: [...answers.flatMap(({ unknown = [] }) => unknown), ...others.flatMap(({ unknown }) => unknown)],
  };
}

/**
 * What happened in a window, apart from requests: the newest `eventsMax` events, oldest first. Never throws for a
 * source that cannot answer: that one is named in `unknown`. Align the window to the slot, or nobody shares the answer.
 */
export function loadTimeline(window: TimelineWindow, { fresh }: { fresh?: boolean } = {}): Promise<Timeline> {
  return coalesce(`timeline ${window.startMs} ${window.endMs}`, () => ask(window), { fresh });
}
