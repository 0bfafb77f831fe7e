import { StateBadge } from "@/components/ui/state-badge";
import { formatAge } from "@/lib/format/quantity";
import type { Health } from "@/lib/measured";
import { describeOutliers } from "@/lib/pods/describe-outliers";
import type { PodsNow, PodsReport } from "@/lib/pods/types";

/** Whether one pod stands out, in a sentence, with the limits it was judged by. */
export function PodsSummary({ report }: { report: PodsReport }) {
  const { health, text } = summaryOf(report);
  return (
    <section id="summary" aria-label="In short" className="panel px-3 py-2" data-health={health}>
      <p className="flex items-start gap-x-2 text-pretty text-[0.9375rem]">
        <StateBadge health={health} />
        <span data-testid="pods-summary">{text}</span>
      </p>
      <details className="mt-1 text-ink-3 text-xs">
        <summary>How a pod is judged</summary>
        <p className="mt-1">{report.limits.join(" ")}</p>
      </details>
    </section>
  );
}

function summaryOf({ now }: PodsReport): { health: Health; text: string } {
  if (now.state === "error") return { health: "unknown", text: `Pods unknown: ${now.failure.message}` };
  if (now.state !== "ready") {
    return { health: "unknown", text: "No scrape of any pod has arrived lately, so nothing is known of them now." };
  }
  const bad = describeOutliers(now.value);
  return bad ? { health: "warn", text: `${bad}.` } : calmOf(now.value);
}

function calmOf({ pods, compared, windowMs }: PodsNow): { health: Health; text: string } {
  const over = `in the last ${formatAge(windowMs)}`;
  if (pods === 0) return { health: "unknown", text: "No pod was scraped lately, so nothing is known of them now." };
  if (pods === 1) return { health: "ok", text: "One pod: there is no other to compare it with." };
  if (compared < 2) {
    return { health: "unknown", text: `${pods} pods, too few requests ${over} to compare them.` };
  }
  const how = compared === pods ? "" : `; ${pods - compared} had too few requests to compare`;
  return { health: "ok", text: `${pods} pods, none stands out ${over}${how}.` };
}
