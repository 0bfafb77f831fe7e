import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { onRequestError } from "@/instrumentation";
import { createLogger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";

const lines: Record<string, unknown>[] = [];
const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };

beforeEach(() => {
  lines.length = 0;
  vi.stubEnv("NEXT_RUNTIME", "nodejs");
  processState("http.logger", () => createLogger("info", destination));
});
afterAll(() => vi.unstubAllEnvs());

const request = { path: "/sign-in?secret=hidden", method: "POST", headers: {} };
const context = { routerKind: "App Router", routePath: "/sign-in", revalidateReason: undefined } as const;
const failed = Object.assign(new Error(`Unexpected end of form\n${"x".repeat(9000)} token=hidden`), { digest: "42" });

it("a malformed action costs one short line, which equal ones repeat word for word", async () => {
  for (let n = 0; n < 2; n += 1) await onRequestError(failed, request, { ...context, routeType: "action" });
  const [first, second] = lines.map(({ time: _time, ...line }) => line);
  expect(first).toEqual({
    level: "warn",
    printed: "Error: Unexpected end of form",
    reference: "42",
    path: "/sign-in",
    msg: "action failed",
  });
  expect(second).toEqual(first);
});

it("a page that failed is told whole, under the reference that its reader sees", async () => {
  await onRequestError(failed, request, { ...context, routeType: "render" });
  expect(lines).toMatchObject([{ level: "error", reference: "42", path: "/sign-in", msg: "page failed" }]);
  expect(JSON.stringify(lines)).toContain("instrumentation.test.ts");
  expect(JSON.stringify(lines)).not.toContain("hidden");
});
