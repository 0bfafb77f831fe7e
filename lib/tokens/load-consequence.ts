import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { feedState } from "@/lib/gate/feed-state";
import { loadSpanSize } from "@/lib/gate/load-losses";
import { loadTokenSources, loadTokenUsage } from "@/lib/gate/load-usage";
import type { TokenSourceUsage } from "@/lib/gate/usage-types";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { bytesSent, queueFree } from "@/lib/victoriametrics/promql/stack";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { requireToken } from "./change-tokens";
import { words } from "./token-view";
import { tellsDeploys } from "./types";

const dayMs = 24 * 3_600_000;
const lastHourMs = 3_600_000;

/** What ending a token does at once, from live figures; null where there are none. */
export type Consequence = {
  sources: TokenSourceUsage[];
  /** False: the gate's log does not reach the console, so there may be more sources than these. */
  isComplete: boolean;
  sendsMetrics: boolean;
  sendsTraces: boolean;
  tellsDeploys: boolean;
  /** Hours until vmagent's queue on disk is full at the present rate; null: unlimited, or not known. */
  queueHours: number | null;
  /**
   * Spans a minute that this token sent, over the minutes of the last hour in which it sent any, estimated from its
   * bytes.
   */
  spansPerMinute: number | null;
  askedAtMs: number;
};

async function figure(promql: string): Promise<number | null> {
  try {
    return (await queryInstant(promql))[0]?.value ?? null;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

/** The token's own spans a minute: its bytes divided by the size of a span. */
async function loadSpansPerMinute(publicId: string, nowMs: number): Promise<number | null> {
  const [usage, size] = await Promise.all([
    loadTokenUsage({ publicId, fromMs: nowMs - lastHourMs, toMs: nowMs }),
    loadSpanSize(nowMs),
  ]);
  const traces = usage.filter(({ scope }) => scope === "traces:write");
  if (size === null || traces.length === 0) return null;
  const minutes = new Set(traces.map(({ minuteMs }) => minuteMs)).size;
  return traces.reduce((sum, { bytes }) => sum + bytes, 0) / minutes / size.bytesPerSpan;
}

/**
 * Who used the token in the last 24 h and what happens to their data when it ends. The queue's time follows from
 * vmagent's own figures, where they are pushed: its free queue space divided by the bytes it sends a second.
 */
export async function loadConsequence(_actor: Actor, publicId: string, nowMs = Date.now()): Promise<Consequence> {
  const forDeploys = tellsDeploys(words((await requireToken(publicId)).scopes));
  const [sources, feed, freeBytes, bytesPerSecond, spansPerMinute] = await Promise.all([
    loadTokenSources({ publicId, fromMs: nowMs - dayMs, toMs: nowMs }),
    feedState(nowMs),
    figure(queueFree),
    figure(bytesSent(300)),
    loadSpansPerMinute(publicId, nowMs),
  ]);
  const used = (scope: string) => sources.some((s) => s.scope === scope && s.lastAtMs > nowMs - dayMs);
  const queueIsKnown = freeBytes !== null && bytesPerSecond !== null && bytesPerSecond > 0;
  return {
    sources,
    isComplete: feed.state === "proven" || forDeploys,
    sendsMetrics: used("metrics:write"),
    sendsTraces: used("traces:write"),
    tellsDeploys: forDeploys,
    queueHours: queueIsKnown ? freeBytes / bytesPerSecond / 3600 : null,
    spansPerMinute,
    askedAtMs: nowMs,
  };
}
