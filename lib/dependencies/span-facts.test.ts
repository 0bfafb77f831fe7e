import { describe, expect, it } from "vitest";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { pushFailures, pushServiceOf, spansNamed, taskFacts, taskTypeOf, uploadFacts } from "./span-facts";

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

  it("takes of the traces what is asked for, newest first", () => {
    const spans = [push("a", 1000, "a"), push("b", 3000, "b"), spanOf({ spanId: "c", startUs: 2000 })];
    const traces = [{ traceId: "t", spans, warnings: [] }];
    expect(spansNamed(traces, ({ name }) => name === "apns.send").map(({ spanId }) => spanId)).toEqual(["b", "a"]);
    // The same id in two traces is two spans.
    const twins = spans.slice(0, 1).flatMap((span) => [span, { ...span, traceId: "other" }]);
    expect(spansNamed([{ traceId: "t", spans: twins, warnings: [] }], () => true)).toHaveLength(2);
  });

  it("tells of a failed push all that a developer looks up, most frequent first", () => {
    const rows = pushFailures([
      push("Unregistered", 3000, "a"),
      push("BadDeviceToken", 2000, "b"),
      { ...push("BadDeviceToken", 1000, "c"), traceId: "older" },
    ]);
    expect(rows).toEqual([
      { service: "APNs", reason: "BadDeviceToken", statusCode: 410, failures: 2, newestAtMs: 2, traceId: "a1" },
      { service: "APNs", reason: "Unregistered", statusCode: 410, failures: 1, newestAtMs: 3, traceId: "a1" },
    ]);
  });

  it("says of a push that failed without a reason what the span says, or that there is none", () => {
    const failed = (tags: Span["tags"], spanId: string) =>
      spanOf({ spanId, name: "fcm.send", tags: { error: true, ...tags } });
    const spans = [failed({ "otel.status_description": "deadline exceeded", reason: "" }, "a"), failed({}, "b")];
    expect(pushFailures(spans).map(({ reason, statusCode }) => [reason, statusCode])).toEqual([
      ["deadline exceeded", null],
      ["no reason given", null],
    ]);
    // One reason under two codes is two rows; what is no push is none.
    const codes = [failed({ reason: "x", status_code: 429 }, "a"), failed({ reason: "x", status_code: 503 }, "b")];
    expect(pushFailures([...codes, spanOf({ tags: { error: true } })]).map(({ statusCode }) => statusCode)).toEqual([
      429, 503,
    ]);
    expect([pushServiceOf({ name: "apns.send" }), pushServiceOf({ name: "fcm.sent" })]).toEqual(["APNs", null]);
  });

  it("takes a span for failed by its tag or an exception, and for nothing else", () => {
    const seen = [{ name: "message", timestampUs: 1, attributes: {} }];
    const of = (tags: Span["tags"], events: Span["events"] = []) => spanOf({ name: "apns.send", tags, events });
    expect(pushFailures([of({ error: false }), of({}, seen), of({ "otel.status_code": "OK" })])).toEqual([]);
    expect(pushFailures([of({ error: "true" })])).toHaveLength(1);
    expect(pushFailures([of({}, [...seen, { name: "exception", timestampUs: 2, attributes: {} }])])).toHaveLength(1);
  });

  it("groups uploads of an unnamed bucket, and counts no size that is none", () => {
    const upload = (tags: Span["tags"]) => spanOf({ name: "b2.PutObject", tags });
    expect(
      uploadFacts([upload({ size_bytes: -1 }), upload({ size_bytes: "much" }), upload({ size_bytes: 0 })]),
    ).toEqual([{ bucket: "(no bucket)", result: "success", uploads: 3, p95Bytes: 0, totalBytes: 0, sizeUnknown: 2 }]);
    expect(uploadFacts([upload({ result: "timeout", error: true })])[0]?.result).toBe("timeout");
    const sizes = Array.from({ length: 20 }, (_, index) => upload({ size_bytes: index + 1 }));
    expect(uploadFacts(sizes)[0]?.p95Bytes).toBe(19);
    expect(uploadFacts([upload({ bucket: "a" }), upload({ bucket: "b" })]).map(({ bucket }) => bucket)).toEqual([
      "a",
      "b",
    ]);
  });

  it("reads a job's type from its attribute, else from its name, and knows what is no job", () => {
    const of = (name: string, tags: Span["tags"] = {}) => taskTypeOf(spanOf({ name, tags }));
    expect(of("asynq.email:send")).toBe("email:send");
    expect(of("asynq.process", { "task.type": "email:send" })).toBe("email:send");
    expect([of("GET /asynq."), of("redis.asynq.x", { "task.type": "y" })]).toEqual([null, null]);
  });

  it("puts the types that fail first, then the busy ones, then by name; the newest trace where none failed", () => {
    const job = (type: string, more: Partial<Span> = {}) => spanOf({ name: `asynq.${type}`, ...more });
    const rows = taskFacts([
      job("y", { traceId: "y-newest", startUs: 9000, durationUs: 1000 }),
      job("b"),
      job("c"),
      job("y", { traceId: "y-older", durationUs: 5000 }),
      job("y", { traceId: "y-oldest", durationUs: 3000 }),
      job("a"),
      job("z", { traceId: "z-well" }),
      job("z", { traceId: "z-failed", tags: { error: true } }),
    ]);
    expect(rows.map(({ type, tries }) => `${type} ${tries}`)).toEqual(["z 2", "y 3", "a 1", "b 1", "c 1"]);
    expect(rows[0]?.traceId).toBe("z-failed");
    expect(rows[1]).toMatchObject({ traceId: "y-newest", newestAtMs: 9, p50Ms: 3, maxMs: 5, failed: 0, retries: 0 });
  });
});
