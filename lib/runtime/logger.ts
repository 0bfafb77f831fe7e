import "server-only";
import pino, { type DestinationStream, type Logger } from "pino";
import { env } from "./env";
import { processState } from "./process-state";
import { redact, redactText } from "./redact";

/** The message passes no `redact`. Each text of the line by itself, so that no match reaches over its end: it stays JSON. */
function redactLine(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"/g, (text) => JSON.stringify(redactText(JSON.parse(text))));
}

/** Returns a new log of JSON lines with secrets redacted; on stdout unless given a destination. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redact },
    hooks: { streamWrite: redactLine },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The process's log. */
export function logger(): Logger {
  return processState("http.logger", () => createLogger(env().OBS_LOG_LEVEL));
}
