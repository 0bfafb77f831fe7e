import { expect, it } from "vitest";
import { z } from "zod";
import { proofSpan } from "./proof-span";

const attribute = z.object({ key: z.string(), value: z.object({ stringValue: z.string() }) });
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  name: z.string().min(1),
  kind: z.number(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: z.array(attribute),
});
const scopeSpans = z.array(z.object({ scope: z.object({ name: z.string().min(1) }), spans: z.array(span).length(1) }));
const otlp = z.object({
  resourceSpans: z.array(z.object({ resource: z.object({ attributes: z.array(attribute) }), scopeSpans })).length(1),
});

const traceId = "0123456789abcdef0123456789abcdef";
function sent(nowMs = 1_700_000_000_000) {
  const [resource] = otlp.parse(JSON.parse(proofSpan({ traceId, publicId: "Ab3xK9mPq2", nowMs }))).resourceSpans;
  const proof = resource?.scopeSpans[0]?.spans[0];
  if (!resource || !proof) throw new Error("there is no span");
  return { resource: resource.resource, proof };
}

it("is a span of now, a millisecond long, that the trace and the token can be found by", () => {
  expect(sent().proof).toMatchObject({
    traceId,
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
    startTimeUnixNano: "1699999999999000000",
    endTimeUnixNano: "1700000000000000000",
    attributes: [{ key: "obs.token", value: { stringValue: "Ab3xK9mPq2" } }],
  });
  expect(sent().proof.spanId).not.toBe(sent().proof.spanId);
});

it("is of the console and never of the API, whose traces it would falsify", () => {
  const service = { key: "service.name", value: { stringValue: "honeydue-obs-console" } };
  expect(sent().resource.attributes).toEqual([service]);
});
