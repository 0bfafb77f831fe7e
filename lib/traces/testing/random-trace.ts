import fc from "fast-check";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import type { Span, Trace } from "@/lib/jaeger/trace";

/** What can be wrong with a span that is otherwise in its place. */
type Oddity = "none" | "orphan" | "no-parent" | "duplicate" | "cycle" | "skewed" | "zero" | "negative" | "beyond";

const oddity = fc.constantFrom<Oddity>(
  ...(["none", "none", "none", "none", "none", "none", "none", "none"] as const),
  ...(["orphan", "no-parent", "duplicate", "cycle", "skewed", "zero", "negative", "beyond"] as const),
);
const node = fc.record({
  pick: fc.nat(),
  from: fc.double({ min: -0.2, max: 1.2, noNaN: true }),
  share: fc.double({ min: 0, max: 1.2, noNaN: true }),
  oddity,
});

const rootStartUs = 1_700_000_000_000_000;

/**
 * A trace with a sane root of 1 s and, below it, spans in every kind of disorder: `buildSpanTree` must make a tree of
 * it.
 */
export const randomTrace: fc.Arbitrary<Trace> = fc
  .array(node, { maxLength: 60 })
  .map((nodes) => {
    const spans: Span[] = [spanOf({ spanId: "root", startUs: rootStartUs, durationUs: 1_000_000 })];
    nodes.forEach(({ pick, from, share, oddity: odd }, index) => {
      const parent = spans[pick % spans.length] ?? spans[0];
      if (!parent) return;
      const parentUs = Math.min(Math.abs(parent.durationUs), 1e6);
      const startUs = Math.round(Math.min(parent.startUs, rootStartUs + 1e6) + from * parentUs);
      const span = spanOf({
        spanId: odd === "duplicate" ? parent.spanId : `s${index}`,
        parentSpanId: odd === "orphan" ? "lost" : odd === "no-parent" ? null : parent.spanId,
        name: `span ${index}`,
        kind: "internal",
        startUs: odd === "skewed" ? startUs - 5_000_000 : odd === "beyond" ? 2 ** 63 : startUs,
        durationUs: odd === "zero" ? 0 : odd === "negative" ? -7 : Math.round(share * parentUs),
      });
      if (odd === "cycle" && parent.spanId !== "root") spans.push({ ...span, spanId: `s${index}` });
      if (odd === "cycle" && parent.spanId !== "root") parent.parentSpanId = `s${index}`;
      else spans.push(span);
    });
    return spans;
  })
  .chain((spans) => fc.shuffledSubarray(spans, { minLength: spans.length }))
  .map((spans) => ({ traceId: "a1", spans, warnings: [] }));
