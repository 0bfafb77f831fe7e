import { expect, it } from "vitest";
import { estimateSpans, explainLoss, lateText, lossSentence, lossSource, lossText } from "./loss-words";

const size = { bytesPerSpan: 400, sampledAtMs: 1000 };
const sender = { publicId: "Ab3xK9mPq2", address: "10.0.0.1", agent: "OTel", reason: "console-away", firstAtMs: 0 };

it("estimates spans from bytes, and says only what it knows", () => {
  expect(lossText({ lost: 14, lostBytes: 494_000 }, size)).toMatch(/^about 1,200 spans lost, in 14 pushes \(/);
  expect(lossText({ lost: 1, lostBytes: 100 }, size)).toMatch(/^about 1 span lost, in 1 push \(/);
  expect(lossText({ lost: 2, lostBytes: 494_000 }, null)).toMatch(/^2 pushes of spans lost \(/);
  expect(estimateSpans(1000, null)).toBeNull();
  // A push is refused with at least one span in it.
  expect([estimateSpans(1, size), estimateSpans(4000, size)]).toEqual([1, 10]);
});

it("says how many pushes were late, and how many bytes were lost", () => {
  expect(lateText(1)).toMatch(/^1 push refused/);
  expect(lateText(1200)).toMatch(/^1,200 pushes refused/);
  expect(lossText({ lost: 14, lostBytes: 494_000 }, size)).toBe("about 1,200 spans lost, in 14 pushes (482 KiB)");
  expect(lossText({ lost: 2, lostBytes: 494_000 }, null)).toBe("2 pushes of spans lost (482 KiB)");
});

it("says where the figures come from, and their age", () => {
  for (const known of [size, null])
    expect(lossSource(known, 61_000)).toMatch(/^From the gate's log: .* at least so many\. /);
  expect(lossSource(size, 61_000)).toContain("400 B each");
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
  const older = { ...sender, lost: 3, lostBytes: 4000, late: 0, lastAtMs: 10_000 };
  expect(lossSentence([...losses, older], size, 60_000)).toMatch(
    /about 20 spans lost, in 5 pushes .* last 40 s ago\.$/,
  );
});

it("tells the gate's refusals from Jaeger's answers", () => {
  expect(explainLoss("console-away")).toContain("console");
  expect(explainLoss("answer 502")).toContain("Jaeger, behind the gate, answered 502");
  expect(explainLoss("answer 499")).toContain("gave up waiting");
  for (const reason of ["malformed:answer 502", "answer 502 late"]) expect(explainLoss(reason)).not.toContain("Jaeger");
});
