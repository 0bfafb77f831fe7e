import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { logger } from "@/lib/runtime/logger";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { apiError, apiJson, ParameterError, withApiErrors } from "./api-error";

const request = new Request("http://console/api/x?secret=1");
const failing = (error: unknown) =>
  withApiErrors(async () => {
    throw error;
  })(request);

afterEach(() => {
  vi.restoreAllMocks();
});

describe("withApiErrors", () => {
  it("passes an answer through", async () => {
    const answer = await withApiErrors(async () => apiJson({ a: 1 }))(request);
    expect([answer.status, answer.headers.get("cache-control"), await answer.json()]).toEqual([
      200,
      "no-store",
      { a: 1 },
    ]);
  });

  it("names the wrong parameter and what it takes", async () => {
    const schema = z.object({ range: z.enum(["15m", "1h"]) });
    const answer = await failing(schema.safeParse({ range: "2h" }).error);
    const { error } = z
      .object({ error: z.object({ code: z.string(), message: z.string() }) })
      .parse(await answer.json());
    expect(answer.status).toBe(400);
    expect(error.code).toBe("bad-parameter");
    expect(error.message).toMatch(/range.*"15m".*"1h"/);
    const own = await failing(new ParameterError("metric must be one of rate, errors."));
    expect(own.status).toBe(400);
  });

  it("gives an upstream's failure in its plain words", async () => {
    const answer = await failing(
      new UpstreamError({ source: "jaeger", kind: "timeout", message: "Jaeger did not answer within 5 s." }),
    );
    expect(answer.status).toBe(502);
    expect(await answer.json()).toEqual({ error: { code: "timeout", message: "Jaeger did not answer within 5 s." } });
  });

  it("keeps an unforeseen cause in the log, under the reference it gives out", async () => {
    const logged = vi.spyOn(logger(), "error").mockImplementation(() => {});
    const cause = new Error("database password is hunter2");
    const answer = await failing(cause);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toMatch(/hunter2|at .*\.ts/);
    const record = logged.mock.calls[0]?.[0] as unknown as { err: Error; reference: string; path: string };
    expect(record).toMatchObject({ err: cause, path: "/api/x" });
    expect(text).toContain(record.reference);
  });

  it("lets Next's own control flow pass", async () => {
    const redirect = Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;replace;/;307;" });
    await expect(failing(redirect)).rejects.toBe(redirect);
  });
});

it("apiError has one shape", async () => {
  const answer = apiError(404, "not-found", "No such trace.");
  expect([answer.status, await answer.json()]).toEqual([
    404,
    { error: { code: "not-found", message: "No such trace." } },
  ]);
});
