import { Repeat2 } from "lucide-react";
import Link from "next/link";
import { formatSpanTime } from "@/lib/format/span-time";
import { nPlusOneHref } from "@/lib/links/routes";
import type { NPlusOne } from "@/lib/traces/n-plus-one/n-plus-one";
import { type UsualCalls, usualKeyOfSpan } from "@/lib/traces/usual-calls";
import type { TraceView } from "@/lib/traces/view";

/** Says that the request asks the database again and again for what one query could bring. */
export function NPlusOneNote({ view, calls }: { view: TraceView; calls: readonly UsualCalls[] }) {
  if (view.problems.length === 0) return null;
  return (
    <div className="panel border-warn/50 px-3 py-2" data-n-plus-one>
      {view.problems.slice(0, 3).map((problem) => (
        <div key={problem.spans[0]} className="text-[0.8125rem]">
          <p className="flex items-start gap-2 font-medium">
            <Repeat2 aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <span>{problemText(problem, slowedCalls(problem, view, calls))}</span>
          </p>
          <pre className="mt-1 ml-6 whitespace-pre-wrap break-words font-mono text-ink-2 text-xs">
            {problem.statement}
          </pre>
        </div>
      ))}
      <p className="ml-6 text-2xs">
        <Link href={nPlusOneHref()} prefetch={false} className="text-accent underline">
          How often this happens
        </Link>
      </p>
    </div>
  );
}

/** The calls of a problem where each of them took far longer than usual. */
function slowedCalls(problem: NPlusOne, view: TraceView, calls: readonly UsualCalls[]): UsualCalls | undefined {
  const row = view.rows[problem.spans[0] ?? -1];
  const key = row && usualKeyOfSpan(row);
  return calls.find((call) => usualKeyOfSpan(call) === key && call.standing.kind === "far-above");
}

/** What was wasted by a slow database is no saving: then it is counted at what a query usually takes. */
function problemText({ spans, totalUs, wastedUs }: NPlusOne, slowed: UsualCalls | undefined): string {
  const repeated = `the same query ${spans.length} times, one after the other`;
  if (slowed) {
    const saved = formatSpanTime(slowed.usual.median * 1000 * (spans.length - 1));
    return `Beside that, N+1: ${repeated}. At their usual time one query for all would save about ${saved}.`;
  }
  return `N+1: ${repeated}, ${formatSpanTime(totalUs)} in all. One query for all would save about ${formatSpanTime(wastedUs)}.`;
}
