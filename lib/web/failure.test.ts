import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AuthorityError } from "@/lib/actor/actor";
import { logger } from "@/lib/runtime/logger";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { RefusedError, ThrottledError } from "./action-result";
import { withApiErrors } from "./api-error";
import { BodyTooLargeError, failureOf, foreseenFailure, ParameterError } from "./failure";

const busyRead = new Error("query failed", { cause: Object.assign(new Error("x"), { code: "SQLITE_BUSY" }) });
const wrong = z.object({ a: z.string(), b: z.object({ c: z.number() }) }).safeParse({ a: 1, b: { c: "x" } }).error;

afterEach(() => {
  vi.restoreAllMocks();
});

describe("what is foreseen", () => {
  it.each([
    [new AuthorityError("not-signed-in", "m"), 401, 1, "not-signed-in"],
    [new AuthorityError("not-allowed", "m"), 403, 1, "not-allowed"],
    [new AuthorityError("step-up-needed", "m"), 403, 1, "step-up-needed"],
    [new ParameterError("m"), 400, 1, "bad-parameter"],
    [wrong, 400, 1, "bad-parameter"],
    [new RefusedError("name-taken", "m"), 409, 1, "name-taken"],
    [new BodyTooLargeError("m"), 413, 1, "too-large"],
    [new ThrottledError(30), 429, 75, "throttled"],
    [new UpstreamError({ source: "jaeger", kind: "timeout", message: "m" }), 502, 75, "timeout"],
    [busyRead, 503, 75, "database-busy"],
    [Object.assign(new Error("Socket timeout"), { code: "P1008" }), 503, 75, "database-busy"],
  ])("%s is %i", (error, status, exitCode, code) => {
    expect(foreseenFailure(error)).toMatchObject({ status, exitCode, code });
  });

  it("names each wrong field by its path", () => {
    expect(Object.keys(foreseenFailure(wrong)?.fields ?? {}).sort()).toEqual(["a", "b.c"]);
  });
});

it("a busy database answers 503 with Retry-After and says what to do", async () => {
  const answer = await withApiErrors(async () => {
    throw busyRead;
  })(new Request("http://console/api/x"));
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.json()).toEqual({
    error: { code: "database-busy", message: expect.stringContaining("Try again in a moment.") },
  });
});

it("an unforeseen error is in the log under the reference that is given out, with where it happened", () => {
  const logged = vi.spyOn(logger(), "error").mockImplementation(() => {});
  const cause = new Error("password is hunter2");
  const { kind, message } = failureOf(cause, { path: "/triggers" });
  expect(kind).toBe("internal");
  expect(message).not.toContain("hunter2");
  const record = logged.mock.calls[0]?.[0] as unknown as { reference: string };
  expect(record).toMatchObject({ err: cause, path: "/triggers" });
  expect(message).toContain(record.reference);
});
