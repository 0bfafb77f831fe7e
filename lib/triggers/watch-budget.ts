import "server-only";
import { db } from "@/lib/db/client";
import { formatBytes } from "@/lib/format/bytes";
import { formatPercent } from "@/lib/format/quantity";
import { budgetHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { type BudgetService, budgetServices, serviceBudgets } from "@/lib/plan/budget";
import { budgetAlertRules } from "@/lib/plan/trigger-thresholds";
import { loadSamplesOf, seriesKey } from "@/lib/resources/load-samples";
import type { SamplePoint } from "@/lib/resources/types";
import { evaluateDwell } from "./evaluate-dwell";

const minuteMs = 60_000;
/** Far enough back for the longest dwell with gaps. */
const lookBackMs = 120 * minuteMs;
const staleMs = 5 * minuteMs;

const figures = { memory: "memoryBytes", disk: "diskBytes" } as const;
type Kind = keyof typeof figures;

type Advice = { title: string; text: (used: string, of: string, minutes: number) => string; over: string };
const words = (kind: Kind, service: string): Advice =>
  kind === "memory"
    ? {
        title: `Memory of ${service} near its limit`,
        text: (used, of, minutes) =>
          `${service} has used ${used} of ${of} and more for ${minutes} minutes. At the limit the kernel kills it.`,
        over: `${service} is back below 85 % of its limit.`,
      }
    : {
        title: `Disk of ${service} near its cap`,
        text: (used, of) => `${service} has ${used} of ${of} on disk. Shorten its retention or send it less.`,
        over: `${service} is back below 75 % of its cap.`,
      };

/** Raises or resolves one alert of the budget from the newest samples; without fresh ones it stays as it is. */
async function watch(service: BudgetService, kind: Kind, points: readonly SamplePoint[], nowMs: number): Promise<void> {
  const newest = points.at(-1);
  if (!newest || nowMs - newest.atMs > staleMs) return;
  const { title: name, limitBytes, diskCapBytes } = serviceBudgets[service];
  const capBytes = kind === "memory" ? limitBytes : diskCapBytes;
  const { fireRatio, clearRatio, dwellMinutes } = budgetAlertRules[kind];
  const key = `budget:${kind}:${service}`;
  const firing = (await db().alert.count({ where: { openKey: key } })) > 0;
  // The dwell watches for "below", so the used share counts downwards.
  const shares = points.map(({ atMs, average }) => ({ atMs, value: -average / capBytes }));
  const rule = { fireBelow: -fireRatio, clearAbove: -clearRatio, dwellMs: dwellMinutes * minuteMs };
  const { below, above } = evaluateDwell(shares, rule, { firing, evaluatedUntilMs: nowMs });
  const { title, text, over } = words(kind, name);
  const now = new Date(nowMs);
  if (!firing && below && below.coveredMs >= rule.dwellMs) {
    const used = text(formatPercent(fireRatio), formatBytes(capBytes), dwellMinutes);
    const share = `Now ${formatPercent(newest.average / capBytes)}.`;
    await raiseAlert({ key, severity: "warn", title, text: `${used} ${share}`, href: budgetHref() }, now);
  } else if (firing && above && above.coveredMs >= rule.dwellMs) {
    await resolveAlert(key, over, now);
  }
}

/**
 * Raises an alert when a service of the stack is above 90 % of its memory limit for 15 minutes, or above 80 % of its
 * disk cap, and resolves it when it is back. Throws as Prisma does.
 */
export async function watchBudget(nowMs: number): Promise<void> {
  const series = budgetServices.flatMap((subject) => Object.values(figures).map((figure) => ({ subject, figure })));
  const samples = await loadSamplesOf(series, { fromMs: nowMs - lookBackMs, toMs: nowMs });
  for (const service of budgetServices)
    for (const kind of ["memory", "disk"] as const)
      await watch(service, kind, samples.get(seriesKey(service, figures[kind])) ?? [], nowMs);
}
