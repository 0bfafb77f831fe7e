import { expect, it } from "vitest";
import type { LogLine } from "./log-types";
import { givenUpAfterMs, mayLoseSpans, RefusedPushes, waitingPushesSchema } from "./refused-pushes";

const hourMs = 3_600_000;
const startMs = 500_000 * hourMs;

type Fields = {
  at: number;
  body?: number;
  status?: number;
  refusal?: string;
  token?: string;
  address?: string;
  agent?: string;
};

/** A push of traces; `at` in seconds. Without a refusal it got past the gate. */
function push(fields: Fields): LogLine {
  const { at, body = 5000, status = 200, refusal = "", token, address = "10.0.0.1", agent = "OTel" } = fields;
  const isAuthorized = refusal === "";
  const sender = { refusal, token: token ?? (isAuthorized ? "Ab3xK9mPq2" : ""), scope: "traces:write", address };
  const bytes = isAuthorized ? body + 300 : 300;
  const numbers = { atMs: startMs + at * 1000, status, bytes, bodyBytes: body };
  return { ...numbers, isAuthorized, sender: { ...sender, agent } };
}
const away = (fields: Fields) => push({ status: 503, refusal: "console-away", ...fields });

function follow(lines: readonly LogLine[], readToSeconds: number) {
  const pushes = new RefusedPushes();
  for (const line of lines) pushes.add(line);
  pushes.giveUp(startMs + readToSeconds * 1000);
  return pushes;
}

it("a push that is let in at a later attempt came in late; one that is not tried again is lost", () => {
  const lines = [away({ at: 0 }), away({ at: 1, body: 7000 }), away({ at: 5 }), push({ at: 11 })];
  expect(follow(lines, 61)).toMatchObject({ outcomes: [{ late: 1, lost: 0 }], waiting: [{ bodyBytes: 7000 }] });
  const { outcomes, waiting } = follow(lines, 62);
  expect(waiting).toEqual([]);
  expect(outcomes).toMatchObject([
    { reason: "console-away", token: "", address: "10.0.0.1", agent: "OTel", late: 1, lost: 1, lostBytes: 7300 },
  ]);
});

it("what is never refused is not followed, whatever its length", () => {
  expect(follow([push({ at: 0 }), push({ at: 5 })], 100)).toMatchObject({ outcomes: [], waiting: [] });
});

it("an equal push before anybody could try again is another one, and so is one of another sender", () => {
  const lines = [away({ at: 0 }), away({ at: 0.3 }), away({ at: 1, address: "10.0.0.2" }), push({ at: 5 })];
  const { outcomes } = follow(lines, 100);
  expect(outcomes.map(({ address, lost, late }) => [address, lost, late])).toEqual([
    ["10.0.0.1", 1, 1],
    ["10.0.0.2", 1, 0],
  ]);
});

it("an attempt after the minute is too late: the first one was given up", () => {
  const later = 1 + givenUpAfterMs / 1000;
  expect(follow([away({ at: 0 }), push({ at: later })], later).outcomes).toMatchObject([{ lost: 1, late: 0 }]);
});

it("Jaeger's own refusals count, with the bytes that nginx read", () => {
  const { outcomes } = follow([push({ at: 0, status: 503 }), push({ at: 9, status: 502, body: 100 })], 100);
  expect(outcomes).toMatchObject([
    { reason: "answer 503", token: "Ab3xK9mPq2", lost: 1, lostBytes: 5300 },
    { reason: "answer 502", lost: 1, lostBytes: 400 },
  ]);
});

it.each(["unknown", "missing", "not-bearer", "malformed:github", "not-found", "wrong-method"])(
  "what a stranger sends is nobody's loss: %s",
  (refusal) => {
    expect(follow([push({ at: 0, status: 401, refusal })], 100)).toMatchObject({ outcomes: [], waiting: [] });
  },
);

it("metrics are vmagent's own to keep, and a flood is followed up to a bound", () => {
  const metrics = away({ at: 0 });
  metrics.sender = { ...metrics.sender, scope: "metrics:write" };
  expect(follow([metrics], 100).outcomes).toEqual([]);
  const flood = Array.from({ length: 2000 }, (_, index) => away({ at: index / 1000, body: 1 + index }));
  expect(follow(flood, 10).waiting).toHaveLength(500);
});

it("a fork goes on by itself, so that a batch can be followed once more", () => {
  const first = follow([away({ at: 0 })], 1);
  expect(first.isChanged).toBe(true);
  const fork = first.fork();
  expect(fork).toMatchObject({ isChanged: false, waiting: first.waiting });
  fork.add(push({ at: 5 }));
  expect([fork.waiting.length, first.waiting.length]).toEqual([0, 1]);
});

it.each([
  "console-away",
  "rate-limited",
  "too-large",
  "disabled",
  "expired",
  "revoked",
  "wrong-scope",
  "wrong-address",
])("a refusal that one of our senders can get is a loss: %s", (refusal) => {
  expect(follow([push({ at: 0, status: 403, refusal })], 100).outcomes).toMatchObject([{ reason: refusal, lost: 1 }]);
});

it("only pushes of traces with a body are followed, and only an answer from 400 on is a refusal", () => {
  const metrics = push({ at: 0, status: 502 });
  metrics.sender = { ...metrics.sender, scope: "metrics:write" };
  const unasked = { ...push({ at: 0, status: 502 }), isAuthorized: false };
  const lines = [
    metrics,
    away({ at: 1, body: 0 }),
    unasked,
    push({ at: 2, status: 399 }),
    push({ at: 3, status: 300 }),
  ];
  const pushes = follow(lines, 3);
  expect(pushes).toMatchObject({ waiting: [], isChanged: false });
  expect(follow([push({ at: 0, status: 400 })], 0).waiting).toMatchObject([{ reason: "answer 400" }]);
});

it("only what was let in, by an answer from 200 to 299, settles what waits", () => {
  const settledBy = (line: LogLine) => follow([away({ at: 0 }), line], 10).outcomes.length === 1;
  expect(settledBy(push({ at: 5, status: 299 }))).toBe(true);
  expect(settledBy(push({ at: 5, status: 300 }))).toBe(false);
  expect(settledBy(push({ at: 5, status: 199 }))).toBe(false);
  expect(settledBy({ ...push({ at: 5 }), isAuthorized: false })).toBe(false);
  expect(settledBy(push({ at: 5, agent: "other" }))).toBe(false);
  expect(settledBy(push({ at: 5, address: "10.0.0.9" }))).toBe(false);
  expect(settledBy(push({ at: 5, body: 4999 }))).toBe(false);
});

it("the next attempt comes after 0.8 s at the soonest and a minute at the latest", () => {
  const late = (at: number) => follow([away({ at: 0 }), push({ at })], at).outcomes.map((one) => one.late);
  expect([late(0.799), late(0.8), late(60), late(60.001)]).toEqual([[], [1], [1], [0]]);
});

it("a later refusal of the same push replaces its reason, keeps its token and restarts the minute", () => {
  const lines = [push({ at: 0, status: 503 }), away({ at: 10 }), away({ at: 70 })];
  const pushes = follow(lines, 130);
  expect(pushes.waiting).toMatchObject([{ reason: "console-away", token: "Ab3xK9mPq2", lastAtMs: startMs + 70_000 }]);
  const known = follow([away({ at: 0 }), push({ at: 10, status: 503 })], 10);
  expect(known.waiting).toMatchObject([{ reason: "answer 503", token: "Ab3xK9mPq2" }]);
  const fork = known.fork();
  fork.add(away({ at: 20 }));
  expect(fork.isChanged).toBe(true);
});

it("what waits outlives a restart: it is read back as it was stored", () => {
  const { waiting } = follow([away({ at: 0 }), push({ at: 1, status: 503, body: 70 })], 2);
  expect(waiting).toHaveLength(2);
  expect(waitingPushesSchema.parse(JSON.parse(JSON.stringify(waiting)))).toEqual(waiting);
});

it("a refused push of metrics loses no spans, whatever it was refused for", () => {
  const { sender } = away({ at: 0, refusal: "revoked" });
  expect(mayLoseSpans(sender)).toBe(true);
  expect(mayLoseSpans({ ...sender, scope: "metrics:write" })).toBe(false);
});

it("an hour's outcomes are one row, from the first of them to the last", () => {
  const lines = [away({ at: 0, body: 1 }), away({ at: 100, body: 2 }), away({ at: 50, body: 3 })];
  expect(follow(lines, 1000).outcomes).toMatchObject([
    { lost: 3, late: 0, firstAtMs: startMs, lastAtMs: startMs + 100_000, hour: 500_000 },
  ]);
  const pushes = new RefusedPushes(follow([away({ at: 0 })], 1).waiting);
  pushes.giveUp(startMs + 60_000);
  expect(pushes.isChanged).toBe(false);
  pushes.giveUp(startMs + 60_001);
  expect(pushes).toMatchObject({ isChanged: true, waiting: [] });
});
