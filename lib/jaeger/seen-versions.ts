import "server-only";
import { apiServiceName } from "@/lib/plan/contract";
import { processState } from "@/lib/runtime/process-state";
import { type Trace, tagText } from "./trace";

/** First span (unix ms) of a version in a stretch of ten minutes. */
export type SeenVersion = { version: string; stretch: number; atMs: number };

export const stretchMs = 10 * 60_000;
/**
 * The API's version changes a few times a day. A sender that writes many into spans must neither fill the memory nor
 * push out what was seen, as an LRU would allow.
 */
const entriesMax = 500;
const lengthMax = 60;

const notebook = () => processState("jaeger.versions", () => new Map<string, SeenVersion>());

/**
 * Remembers which `service.version` the API's spans carried when, from traces that were read anyway: it asks for none.
 */
export function noteVersions(traces: readonly Trace[]): void {
  const seen = notebook();
  for (const { spans } of traces) {
    for (const { service, resource, startUs } of spans.slice(0, 1000)) {
      const version = service === apiServiceName ? tagText(resource, "service.version")?.trim() : undefined;
      if (!version || version.length > lengthMax || /\p{C}/u.test(version)) continue;
      const atMs = Math.floor(startUs / 1000);
      const stretch = Math.floor(atMs / stretchMs);
      const key = `${stretch} ${version}`;
      const known = seen.get(key);
      if (known ? known.atMs <= atMs : seen.size >= entriesMax) continue;
      seen.set(key, { version, stretch, atMs });
    }
  }
}

/** Takes what was noted since the last time; `putBack` when it could not be kept. */
export function takeSeenVersions(): { seen: SeenVersion[]; putBack: () => void } {
  const book = notebook();
  const seen = [...book.values()];
  book.clear();
  const putBack = () => {
    for (const one of seen) {
      const key = `${one.stretch} ${one.version}`;
      const newer = book.get(key);
      if (!newer || newer.atMs > one.atMs) book.set(key, one);
    }
  };
  return { seen, putBack };
}
