import "server-only";
import pino, { type DestinationStream, type Logger } from "pino";
import { env } from "./env";
import { createLineFolder } from "./fold-lines";
import { processState } from "./process-state";
import { redact, redactText } from "./redact";

/**
 * pino does not send the message through `redact`. Each string of the line is redacted by itself, so that no match runs
 * past its end and the line stays JSON.
 */
function redactLine(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"/g, (text) => JSON.stringify(redactText(JSON.parse(text))));
}

const settleMs = 10_000;

/** Wraps a destination so that repeats do not reach it; their number is written later. */
function folded(destination: DestinationStream): DestinationStream {
  const folder = createLineFolder();
  const write = (text: string) => {
    if (text !== "") destination.write(text);
  };
  setInterval(() => write(folder.settle(Date.now())), settleMs).unref();
  process.once("exit", () => write(folder.settle(Date.now(), { all: true })));
  return { write: (line) => write(folder.take(line, Date.now())) };
}

/** Returns a new log of JSON lines with secrets redacted, written to `destination`. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redact },
    hooks: { streamWrite: redactLine },
  };
  return pino(options, destination);
}

/** The process's log on stdout, in which repeats are folded (fold-lines.ts). */
export function logger(): Logger {
  return processState("http.logger", () => createLogger(env().OBS_LOG_LEVEL, folded(pino.destination(1))));
}
