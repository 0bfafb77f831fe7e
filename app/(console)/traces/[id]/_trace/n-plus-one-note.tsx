import { Repeat2 } from "lucide-react";
import Link from "next/link";
import { formatSpanTime } from "@/lib/format/span-time";
import { nPlusOneHref } from "@/lib/links/routes";
import type { TraceView } from "@/lib/traces/view";

/** Says that the request asks the database again and again for what one query could bring. */
export function NPlusOneNote({ view }: { view: TraceView }) {
  if (view.problems.length === 0) return null;
  return (
    <div className="panel border-warn/50 px-3 py-2" data-n-plus-one>
      {view.problems.slice(0, 3).map((problem) => (
        <div key={problem.spans[0]} className="text-[0.8125rem]">
          <p className="flex items-start gap-2 font-medium">
            <Repeat2 aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <span>
              N+1: the same query {problem.spans.length} times, one after the other, {formatSpanTime(problem.totalUs)}{" "}
              in all. One query for all would save about {formatSpanTime(problem.wastedUs)}.
            </span>
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
