import "server-only";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { askDocker } from "./client";
import { type DockerEvent, eventActions, parseEvent } from "./parse-event";

type Follow = {
  /** Where to resume: events from this unix second on are asked for again, since the engine keeps a short history. */
  sinceSeconds: () => number;
  onEvent: (event: DockerEvent) => Promise<void>;
  onState: (state: { connected: boolean; message: string | null }) => void;
  signal: AbortSignal;
};

const firstPauseMs = 500;
const longestPauseMs = 10_000;
/** A line is far shorter than this; more without a line end is not an event stream. */
const maxLineChars = 1024 * 1024;

async function readStream({ sinceSeconds, onEvent, onState, signal }: Follow): Promise<void> {
  const stream = await askDocker(async (_docker, streaming) => {
    const filters = { type: ["container" as const], event: [...eventActions] };
    const opened: unknown = await streaming.getEvents({ since: sinceSeconds(), filters });
    if (opened instanceof Readable) return opened;
    throw new Error("no stream");
  });
  const end = () => stream.destroy();
  // Ended while an event is being stored, it emits an error; with nobody listening, that would end the process.
  stream.on("error", () => {});
  signal.addEventListener("abort", end, { once: true });
  try {
    if (!signal.aborted) await readLines(stream, { onEvent, onState });
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

async function readLines(
  stream: AsyncIterable<Buffer | string>,
  { onEvent, onState }: Pick<Follow, "onEvent" | "onState">,
): Promise<void> {
  onState({ connected: true, message: null });
  let rest = "";
  for await (const chunk of stream) {
    rest += String(chunk);
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > maxLineChars) throw new Error("the event stream has no line ends");
    for (const line of lines) {
      const event = parseEvent(line);
      if (event) await onEvent(event);
    }
  }
}

/**
 * Holds the engine's event stream until `signal` aborts and hands over each oom, die and start in order, at least once:
 * after a break it goes on from `sinceSeconds`, so whoever stores them must recognise duplicates by their `timeNano`.
 */
export async function followEvents(follow: Follow): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!follow.signal.aborted) {
    const startedAtMs = Date.now();
    let message = "Docker closed the event stream.";
    try {
      await readStream(follow);
    } catch (error) {
      if (error instanceof UpstreamError) message = error.failure.message;
    }
    if (follow.signal.aborted) return;
    follow.onState({ connected: false, message });
    pauseMs = Date.now() - startedAtMs > longestPauseMs ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
    await sleep(pauseMs, undefined, { signal: follow.signal }).catch(() => {});
  }
}
