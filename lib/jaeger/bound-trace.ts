import type { Span, Trace } from "./trace";

/** Twice what a page draws; honeyDue's own requests have about a hundred. */
export const spansMax = 10_000;
/** Attributes of all spans and events of one trace, 10 for each of 10,000 spans. */
export const attributesMax = 100_000;

function countAttributes({ tags, events }: Span): number {
  return Object.keys(tags).length + events.reduce((sum, { attributes }) => sum + Object.keys(attributes).length, 0);
}

/**
 * A trace of bounded size, whatever was sent under its id: the first 10,000 of its spans (sorted by start), with their
 * attributes and events until there are 100,000 attributes. Its warnings say what was left out. The console has 160 MB
 * for everything.
 */
export function boundTrace(trace: Trace): Trace {
  const warnings: string[] = [];
  const spans = trace.spans.slice(0, spansMax);
  const left = trace.spans.length - spans.length;
  if (left > 0) warnings.push(`${left.toLocaleString("en-US")} further spans are left out here`);
  let attributes = 0;
  let bare = 0;
  const bounded = spans.map((span) => {
    attributes += countAttributes(span);
    if (attributes <= attributesMax) return span;
    bare += 1;
    return { ...span, tags: {}, events: [] };
  });
  if (bare > 0) warnings.push(`the attributes of ${bare.toLocaleString("en-US")} spans are left out here`);
  return warnings.length === 0 ? trace : { ...trace, spans: bounded, warnings: [...warnings, ...trace.warnings] };
}
