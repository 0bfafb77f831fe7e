import type { Scope } from "@/lib/plan/scopes";

/** One minute of one source of a token. `failed` counts answers of 4xx and 5xx from behind the gate. */
export type UsageMinute = {
  minuteMs: number;
  scope: Scope;
  address: string;
  agent: string;
  requests: number;
  bytes: number;
  failed: number;
};

/**
 * One source that used a token, over a range. `longestGapMs`: between two of its minutes with requests; null with only
 * one.
 */
export type TokenSourceUsage = {
  scope: Scope;
  address: string;
  agent: string;
  firstAtMs: number;
  lastAtMs: number;
  requests: number;
  bytes: number;
  failed: number;
  longestGapMs: number | null;
};

/** A token's line in a list. `perHour`: requests of each hour of the range, oldest first. */
export type UsageSummary = {
  publicId: string;
  requests: number;
  bytes: number;
  failed: number;
  lastUse: { atMs: number; scope: Scope; address: string; agent: string } | null;
  perHour: number[];
};

/** Refused attempts of one kind from one source. `publicId` is null where nobody proved to hold a token. */
export type RefusalCount = {
  kind: string;
  publicId: string | null;
  scope: string;
  address: string;
  agent: string;
  count: number;
  firstAtMs: number;
  lastAtMs: number;
};

/** Pushes of traces of one sender that were refused for one reason: given up (`lost`), or let in later (`late`). */
export type PushLoss = {
  publicId: string;
  address: string;
  agent: string;
  reason: string;
  lost: number;
  lostBytes: number;
  late: number;
  firstAtMs: number;
  lastAtMs: number;
};

/** `sampledAtMs`: the last minute that it was computed from. */
export type SpanSize = { bytesPerSpan: number; sampledAtMs: number };
