/** What happened, apart from requests: marked on every chart, listed beside an incident. */
export const eventKinds = ["deploy", "restart", "oom", "trigger", "alert", "token", "audit"] as const;
export type EventKind = (typeof eventKinds)[number];

export type TimelineEvent = {
  /** Unique and stable over reloads, such as `audit:42`. */
  id: string;
  kind: EventKind;
  /** Unix ms. */
  atMs: number;
  /** One line, without secrets: "Deployed v1.4.2", "PostHog's clickhouse killed for memory". */
  title: string;
  detail: string | null;
  /** Page of the console that shows more. */
  href: string | null;
  /** Page elsewhere, http or https, named by whoever reported the event: the CI run of a deploy. */
  url?: string | null;
  /** Who says so: "process_start_time_seconds", "POST /api/deploys", "audit log", "/dev/kmsg". */
  source: string;
};

/** A source that cannot answer, or not for all of the window. */
export type UnknownSource = { source: string; reason: string };

/** The events of a window, oldest first; a source that cannot answer is named, never silently left out. */
export type Timeline = {
  startMs: number;
  endMs: number;
  events: TimelineEvent[];
  /** Older events of the window that were left out to keep the answer small. */
  leftOut: number;
  unknown: UnknownSource[];
};

/** A period, unix ms. */
export type TimelineWindow = { startMs: number; endMs: number };

/** What one source knows of a window. */
export type SourceAnswer = {
  events: TimelineEvent[];
  /** Older events that it did not read, where it read no further than `eventsMax`. */
  leftOut?: number;
  /** What of the window it cannot tell. */
  unknown?: UnknownSource[];
};

/** The most events that a timeline holds: the newest. */
export const eventsMax = 200;
