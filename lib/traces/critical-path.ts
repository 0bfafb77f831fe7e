import type { Interval } from "./interval";
import type { SpanTree } from "./span-tree";

/** A part of the root's time, and the span that the request waited for in it. */
export type CriticalPart = Interval & { index: number };

/**
 * The critical path, earliest first: shortening any part of it would have shortened the request. Read backwards from
 * the root's end: of the children, the last to finish before the moment looked at is what was waited for (as Jaeger's
 * UI does it). The parts follow each other without gaps and add up to the root's duration.
 */
export function criticalPath({ nodes }: SpanTree): CriticalPart[] {
  const parts: CriticalPart[] = [];
  const frames: { index: number; atUs: number; children: number[] }[] = [];
  const endOf = (index: number) => nodes[index]?.within.endUs ?? 0;
  const enter = (index: number) => {
    const node = nodes[index];
    // The last to finish is taken from the end of the list.
    const children = (node?.children ?? []).toSorted((a, b) => endOf(a) - endOf(b));
    frames.push({ index, atUs: endOf(index), children });
  };
  const add = (index: number, startUs: number, endUs: number) => {
    if (endUs > startUs) parts.push({ index, startUs, endUs });
  };
  enter(0);
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const next = frame.children.pop();
    const node = nodes[next ?? frame.index];
    if (!node) break;
    if (next === undefined) {
      add(frame.index, node.within.startUs, frame.atUs);
      frames.pop();
    } else if (node.within.endUs <= frame.atUs && node.within.endUs > node.within.startUs) {
      add(frame.index, node.within.endUs, frame.atUs);
      frame.atUs = node.within.startUs;
      enter(next);
    }
  }
  return parts.toReversed();
}
