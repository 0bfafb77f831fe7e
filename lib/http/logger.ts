import "server-only";
import pino from "pino";
import { env } from "@/lib/env";
import { processState } from "@/lib/process-state";

const secretKeys = ["authorization", "cookie", "set-cookie", "password", "token", "secret"];
const redact = secretKeys.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]);

/** The process's log: JSON lines on stdout, secrets redacted by key. */
export function logger(): pino.Logger {
  return processState("logger", () => pino({ level: env().OBS_LOG_LEVEL, redact }));
}
