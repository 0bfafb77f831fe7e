import { TrendingUp } from "lucide-react";
import { formatDuration } from "@/lib/format/quantity";
import type { UsualCalls } from "@/lib/traces/usual-calls";
import type { UsualBasis } from "@/lib/usual/types";
import { basisText, timesText } from "@/lib/usual/words";

const nounOf = ({ name }: UsualCalls) => (name.startsWith("gorm.") ? "query" : name);
const whatOf = ({ name, target }: UsualCalls) => `${name}${target ? ` on ${target}` : ""}`;

/** Says that the calls of a request took far longer than they usually do, which explains it before any pattern does. */
export function SlowCallsNote({ calls, basis }: { calls: readonly UsualCalls[]; basis: UsualBasis }) {
  const far = calls.filter(({ standing }) => standing.kind === "far-above");
  const [worst] = far;
  if (!worst) return null;
  const usual = formatDuration(worst.usual.median);
  return (
    <div className="panel border-warn/50 px-3 py-2 text-[0.8125rem]" data-slow-calls={far.length}>
      <p className="flex items-start gap-2 font-medium">
        <TrendingUp aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <span>
          {worst.count > 1 ? `Each ${nounOf(worst)}` : `Its ${nounOf(worst)}`}
          {worst.target ? ` on ${worst.target}` : ""} took about {timesText(worst.standing.times)} its usual {usual}.
        </span>
      </p>
      <ul className="tabular mt-1 ml-6 text-ink-2 text-xs">
        {far.slice(0, 5).map((call) => (
          <li key={whatOf(call)}>
            {call.count > 1 ? `${call.count} times ` : ""}
            {whatOf(call)}: {formatDuration(call.medianMs)}
            {call.count > 1 ? " each" : ""}, usually {formatDuration(call.usual.median)} (at most{" "}
            {formatDuration(call.usual.p90)} in 9 of 10)
          </li>
        ))}
      </ul>
      <p className="ml-6 text-2xs text-ink-3">Usual: the median of {basisText(basis)}, from metrics.</p>
    </div>
  );
}
