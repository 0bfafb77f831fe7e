import "server-only";
import { format } from "node:util";
import { env } from "./env";
import { logger } from "./logger";
import { processState } from "./process-state";

const textMax = 300;
const levels = { error: "error", warn: "warn", log: "info", info: "info" } as const;

/** The first line of what a library prints, cut at 300 characters: outsiders cause most of it. */
export function shortOf(values: unknown[]): string {
  const [first = ""] = format(
    ...values.map((value) => (value instanceof Error ? `${value.name}: ${value.message}` : value)),
  )
    .trim()
    .split("\n");
  return first.length > textMax ? `${first.slice(0, textMax)}\u2026` : first;
}

/**
 * Sends what libraries print (Next prints every malformed action and broken connection with its stack) to the log
 * instead: one short line, without secrets, and repeats folded. Errors of our own pages are logged in full by
 * instrumentation.ts.
 */
export function captureConsole(): void {
  if (env().NODE_ENV === "development") return;
  processState("log.console", () => {
    for (const [name, level] of Object.entries(levels)) {
      console[name as keyof typeof levels] = (...values: unknown[]) =>
        logger()[level]({ printed: shortOf(values) }, "printed");
    }
    return true;
  });
}
