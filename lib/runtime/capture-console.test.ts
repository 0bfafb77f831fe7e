import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { captureConsole } from "./capture-console";
import { createLogger } from "./logger";

const original = { ...console };
const states = () => Reflect.get(globalThis, Symbol.for("honeydue-obs.process-state")) as Map<string, unknown>;
let lines: Record<string, unknown>[] = [];

beforeEach(() => {
  lines = [];
  vi.stubEnv("NODE_ENV", "production");
  captureConsole();
  states().set(
    "http.logger",
    createLogger("info", {
      write: (line: string) => {
        lines.push(JSON.parse(line));
      },
    }),
  );
});
afterAll(() => {
  Object.assign(console, original);
  states().clear();
});

it("what a library prints becomes one short line of the log, whatever it is", () => {
  const error = new Error(`Failed to find Server Action "${"x".repeat(5000)}".\nRead more: https://nextjs.org`);
  console.error(error);
  console.error("\u2a2f", error, { deep: { password: "hidden-1" } });
  console.error("%s refused Bearer hidden-2", "it");
  console.warn();
  console.log("one\ntwo");
  expect(lines.map(({ level }) => level)).toEqual(["error", "error", "error", "warn", "info"]);
  expect(JSON.stringify(lines)).not.toMatch(/hidden|two|Read more|\\n/);
  for (const { printed } of lines) expect(String(printed).length).toBeLessThanOrEqual(301);
  expect(lines[2]).toMatchObject({ printed: "it refused Bearer [redacted]" });
});
