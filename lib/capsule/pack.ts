import "server-only";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { type CapsuleContent, contentSchema } from "./schema";

/** A stored capsule is at most this large, compressed; a usual one takes some 100 kB. */
export const sizeBytesMax = 2 * 1024 ** 2;
/** What it may unpack to: a file that somebody made to swell must not fill the memory. */
const unpackedBytesMax = 64_000_000;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** The content as it is stored, within `bytesMax`: spans of the last traces are left out first, and that is said. */
export async function packContent(content: CapsuleContent, bytesMax = sizeBytesMax): Promise<Uint8Array<ArrayBuffer>> {
  let traces = content.traces;
  for (;;) {
    const packed = await compress(JSON.stringify({ ...content, traces }));
    if (packed.byteLength <= bytesMax) return new Uint8Array(packed);
    const last = traces.findLastIndex(({ part }) => part.state === "known");
    if (last < 0) throw new Error(`a capsule without spans takes ${packed.byteLength} bytes`);
    traces = traces.map((trace, index) =>
      index === last
        ? {
            ...trace,
            part: {
              state: "unknown",
              source: trace.part.source,
              atMs: trace.part.atMs,
              reason: "Left out: the capsule would have been too large.",
            },
          }
        : trace,
    );
  }
}

/** The content of a stored body. Throws when it is none. */
export async function unpackContent(body: Uint8Array): Promise<CapsuleContent> {
  const text = await decompress(body, { maxOutputLength: unpackedBytesMax });
  return contentSchema.parse(JSON.parse(text.toString("utf8")));
}
