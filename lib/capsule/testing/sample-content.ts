import type { Span } from "@/lib/jaeger/trace";
import { cleanTrace } from "@/lib/traces/clean-trace";
import { encodeSnapshot, snapshotSchema } from "@/lib/traces/snapshots/body";
import type { Capsule, CapsuleContent } from "../schema";

const atMs = Date.UTC(2026, 2, 1, 3, 4, 5);
const nothing = { state: "nothing", source: "VictoriaMetrics", atMs } as const;

/** A capsule's trace of the spans, cleaned and packed as they are when one is made. */
export function sampleTrace(spans: Span[], bytesMax?: number): CapsuleContent["traces"][number] {
  const traceId = spans[0]?.traceId ?? "";
  const { body, omitted } = encodeSnapshot(cleanTrace({ traceId, spans, warnings: [] }), bytesMax);
  const value = { omittedSpans: omitted, trace: snapshotSchema.parse(JSON.parse(body)) };
  return { traceId, why: "failed", part: { state: "known", source: "Jaeger", atMs, value } };
}

/** A capsule in which nothing was found, with the parts given instead. */
export function sampleCapsule(parts: Partial<Capsule> = {}): Capsule {
  return {
    format: "honeydue-capsule",
    version: 1,
    id: "cafe0123456789",
    title: "Documents fail",
    note: "",
    createdAtMs: atMs,
    createdBy: "ops@example.com",
    frozenAtMs: atMs,
    window: { startMs: atMs - 3_600_000, endMs: atMs },
    verdict: nothing,
    tiles: nothing,
    routes: nothing,
    lanes: nothing,
    charts: [],
    budget: nothing,
    triggers: nothing,
    alerts: nothing,
    problems: nothing,
    failed: nothing,
    slow: nothing,
    traces: [],
    audit: nothing,
    events: nothing,
    ...parts,
  };
}
