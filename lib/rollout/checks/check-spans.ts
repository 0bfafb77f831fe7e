import { type Span, type Trace, tagText } from "@/lib/jaeger/trace";
import type { Found } from "../facts/trace-facts";
import type { Example, Outcome } from "../types";

type Wanted = {
  /** How the plan names it, for sentences. */
  name: string;
  matches: (span: Span) => boolean;
  attributes: readonly string[];
  /** What is wrong with one span beyond a missing attribute; null when it is right. */
  fault?: (span: Span) => string | null;
  /** Whether work of this kind happened lately by the metrics; null when nobody knows. */
  happened: number | null;
};

const exampleOf = (span: Span, text: string): Example => ({ text, traceId: span.traceId });
const shown = (span: Span, keys: readonly string[]) =>
  `${span.name}: ${keys.map((key) => `${key}=${tagText(span.tags, key) ?? "missing"}`).join(", ")}`;

/** How many calls without any span are a sign, and not sampling: at 10 % the chance of none in 50 is 0.5 %. */
const callsThatShow = 50;

/** Whether spans of one kind carry what the plan wants on them. */
export function checkSpans(found: Found, { name, matches, attributes, fault, happened }: Wanted): Outcome {
  const spans = found.traces.flatMap((trace: Trace) => trace.spans.filter(matches));
  const newest = spans.toSorted((a, b) => b.startUs - a.startUs)[0];
  if (!newest) return nothingSeen(name, found, happened);
  const evidence = [
    {
      label: `Newest ${name}`,
      value: `${spans.length} read`,
      atMs: newest.startUs / 1000,
      query: `operation=${newest.name}`,
    },
  ];
  const problems = spans.map((span) => {
    const missing = attributes.filter((key) => tagText(span.tags, key) === undefined);
    const wrong = missing.length > 0 ? `${missing.join(", ")} missing` : (fault?.(span) ?? null);
    return { span, wrong };
  });
  const good = problems.find(({ wrong }) => wrong === null);
  const bad = problems.find(({ wrong }) => wrong !== null);
  const passing = good && exampleOf(good.span, shown(good.span, attributes));
  if (!bad) return { state: "met", because: `${name} carries ${attributes.join(", ")}.`, evidence, passing };
  const failing = exampleOf(bad.span, `${bad.span.name}: ${bad.wrong}`);
  return { state: "partly", because: `On a span of ${name}: ${bad.wrong}.`, evidence, passing, failing };
}

function nothingSeen(name: string, { lookedBackMs }: Found, happened: number | null): Outcome {
  const looked = `No span ${name} within ${Math.round(lookedBackMs / 3_600_000)} h`;
  if (happened === null) return { state: "not-yet", because: `${looked}.`, evidence: [] };
  if (happened === 0)
    return { state: "quiet", because: `${looked}, and none was counted in the last hour.`, evidence: [] };
  const counted = `${Math.round(happened)} counted in the last hour`;
  if (happened < callsThatShow)
    return { state: "quiet", because: `${looked}; ${counted}, too few to expect one.`, evidence: [] };
  return { state: "not-yet", because: `${looked}, though ${counted}.`, evidence: [] };
}
