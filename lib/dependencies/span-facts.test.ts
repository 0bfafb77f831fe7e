import { describe, expect, it } from "vitest";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { pushFailures, spansNamed, taskFacts, uploadFacts } from "./span-facts";

const push = (reason: string, startUs: number, spanId: string): Span =>
  spanOf({
    spanId,
    name: "apns.send",
    startUs,
    tags: reason ? { error: true, reason, status_code: 410 } : { reason: "", status_code: 200 },
  });

describe("facts that only spans know", () => {
  it("counts failed pushes by reason; an accepted one has an empty reason", () => {
    const spans = [
      push("BadDeviceToken", 1000, "a"),
      push("", 2000, "b"),
      push("Unregistered", 3000, "c"),
      push("BadDeviceToken", 4000, "d"),
    ];
    const rows = pushFailures(spansNamed([{ traceId: "t", spans, warnings: [] }], () => true));
    expect(rows.map(({ reason, failures, newestAtMs }) => [reason, failures, newestAtMs])).toEqual([
      ["BadDeviceToken", 2, 4],
      ["Unregistered", 1, 3],
    ]);
  });

  it("keeps the reasons of APNs and FCM apart", () => {
    const fcm = { ...push("UNREGISTERED", 5000, "e"), name: "fcm.send" };
    const rows = pushFailures([push("UNREGISTERED", 1000, "a"), fcm]);
    expect(rows.map(({ service, reason }) => `${service} ${reason}`).toSorted()).toEqual([
      "APNs UNREGISTERED",
      "FCM UNREGISTERED",
    ]);
  });

  it("counts a span once that two searches found", () => {
    const trace = { traceId: "t", spans: [push("BadDeviceToken", 1000, "a")], warnings: [] };
    expect(pushFailures(spansNamed([trace, trace], () => true))[0]?.failures).toBe(1);
  });

  it("sizes uploads by bucket and result, and says how many carry no size", () => {
    const upload = (spanId: string, tags: Span["tags"]) => spanOf({ spanId, name: "b2.PutObject", tags });
    const rows = uploadFacts([
      upload("a", { bucket: "docs", result: "success", size_bytes: 100 }),
      upload("b", { bucket: "docs", result: "success", size_bytes: 300 }),
      upload("c", { bucket: "docs", result: "success" }),
      upload("d", { bucket: "docs", error: true }),
    ]);
    expect(rows).toEqual([
      { bucket: "docs", result: "success", uploads: 3, p95Bytes: 300, totalBytes: 400, sizeUnknown: 1 },
      { bucket: "docs", result: "error", uploads: 1, p95Bytes: null, totalBytes: 0, sizeUnknown: 1 },
    ]);
  });

  it("counts tries, retries and failures by task type, a recovered panic included", () => {
    const job = (spanId: string, tags: Span["tags"], events: Span["events"] = []) =>
      spanOf({ spanId, traceId: spanId, name: "asynq.document:thumbnail", durationUs: 2000, tags, events });
    const panic = { name: "exception", timestampUs: 1, attributes: {} };
    const [row] = taskFacts([
      job("a", { retry_count: 0 }),
      job("b", { retry_count: 1, error: true }),
      job("c", { retry_count: 2 }, [panic]),
    ]);
    expect(row).toMatchObject({ type: "document:thumbnail", tries: 3, failed: 2, retries: 2, p50Ms: 2, traceId: "b" });
  });
});
