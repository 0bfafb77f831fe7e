import "server-only";
import { maxTraces, maxWindowMs, searchTraces } from "@/lib/jaeger/search-traces";
import { type Span, tagText } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { env } from "@/lib/runtime/env";
import { printable } from "@/lib/traces/printable";
import { measure } from "@/lib/upstream/measure";
import { settledWithin } from "@/lib/upstream/settled-within";
import { slotStartMs } from "@/lib/upstream/slot";
import type { PodVersions } from "./types";

const lengthMax = 100;

/** The figures of the pods do not wait longer than this for a version. */
const patienceMs = 1500;

/**
 * Which version runs on which host, by the newest traces of the last hour. Empty when there are none; loading while
 * Jaeger takes too long, in which case the next slot has its answer.
 */
export async function loadVersions(options: { fresh?: boolean } = {}): Promise<Measured<PodVersions>> {
  return (await settledWithin(askVersions(options), patienceMs)) ?? { state: "loading" };
}

function askVersions({ fresh }: { fresh?: boolean }): Promise<Measured<PodVersions>> {
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  return measure(async () => {
    const endMs = slotStartMs(Date.now(), slotMs) + slotMs;
    const query = { service: apiServiceName, startMs: endMs - maxWindowMs, endMs, limit: maxTraces };
    const { traces } = await searchTraces(query, { priority: "page", fresh });
    if (traces.length === 0) return null;
    const spans = traces.flatMap((trace) => trace.spans);
    return { value: { versions: versionsOf(spans), traces: traces.length }, sampledAtMs: Date.now() };
  });
}

/** The newest version of each host. */
function versionsOf(spans: readonly Span[]): PodVersions["versions"] {
  const hosts = new Map<string, string>();
  for (const { resource } of spans.toSorted((a, b) => a.startUs - b.startUs)) {
    const [host, version] = ["host.name", "service.version"].map((key) => tagText(resource, key));
    if (host && version) hosts.set(printable(host.slice(0, lengthMax)), printable(version.slice(0, lengthMax)));
  }
  return [...hosts].map(([host, version]) => ({ host, version })).toSorted((a, b) => (a.host < b.host ? -1 : 1));
}
