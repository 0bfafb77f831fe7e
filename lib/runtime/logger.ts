import "server-only";
import pino, { type DestinationStream, type Logger } from "pino";
import { env } from "./env";
import { processState } from "./process-state";
import { redact, redactText } from "./redact";

/** Returns a new log of JSON lines with secrets redacted; on stdout unless given a destination. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redact },
    hooks: { streamWrite: redactText },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The process's log. */
export function logger(): Logger {
  return processState("http.logger", () => createLogger(env().OBS_LOG_LEVEL));
}
