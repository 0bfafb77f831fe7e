import { expect, it } from "vitest";
import { estimateSpans, explainLoss, lossSentence, lossSource, lossText } from "./loss-words";

const size = { bytesPerSpan: 400, sampledAtMs: 1000 };
const sender = { publicId: "Ab3xK9mPq2", address: "10.0.0.1", agent: "OTel", reason: "console-away", firstAtMs: 0 };

it("estimates spans from bytes, and says only what it knows", () => {
  expect(lossText({ lost: 14, lostBytes: 494_000 }, size)).toMatch(/^about 1,200 spans lost, in 14 pushes \(/);
  expect(lossText({ lost: 1, lostBytes: 100 }, size)).toMatch(/^about 1 span lost, in 1 push \(/);
  expect(lossText({ lost: 2, lostBytes: 494_000 }, null)).toMatch(/^2 pushes of spans lost \(/);
  expect(estimateSpans(1000, null)).toBeNull();
});

it("says where the figures come from, and their age", () => {
  expect(lossSource(size, 61_000)).toContain("(60 s ago)");
  expect(lossSource(null, 61_000)).toContain("not known without Jaeger's own metrics");
});

it("sums up what was lost, and is silent about what came in late", () => {
  const late = { ...sender, lost: 0, lostBytes: 0, late: 3, lastAtMs: 50_000 };
  expect(lossSentence([late], size, 60_000)).toBeNull();
  const losses = [late, { ...sender, lost: 2, lostBytes: 4000, late: 1, lastAtMs: 20_000 }];
  expect(lossSentence(losses, size, 60_000)).toMatch(
    /^At the gate about 10 spans lost, in 2 pushes .* within two hours, last 40 s ago\.$/,
  );
});

it("tells the gate's refusals from Jaeger's answers", () => {
  expect(explainLoss("console-away")).toContain("console");
  expect(explainLoss("answer 502")).toContain("Jaeger, behind the gate, answered 502");
  expect(explainLoss("answer 499")).toContain("gave up waiting");
});
