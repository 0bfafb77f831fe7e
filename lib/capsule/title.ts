import { formatDuration, formatPercent } from "@/lib/format/quantity";
import type { CapsuleContent } from "./schema";

/** The longest title that is stored. */
const lengthMax = 120;

/** The route that is as bad as the verdict says, by what is wrong with it; null when it is no route. */
function worstRoute({ verdict, routes }: CapsuleContent): string | null {
  if (verdict.state !== "known" || routes.state !== "known") return null;
  const { health } = verdict.value;
  if (health !== "bad" && health !== "warn") return null;
  const found = routes.value.rows.filter((row) => row.health === health);
  const row = found.find(({ errors }) => errors > 0) ?? found[0];
  if (!row) return null;
  const errors = row.errors > 0 ? `${formatPercent(row.errorRatio)} errors` : null;
  const latency = row.p95Ms === null ? null : `p95 ${formatDuration(row.p95Ms)}`;
  return `${row.name} ${[errors, latency].filter(Boolean).join(", ")}`;
}

/** "DEGRADED: GET /api/tasks/ 40 % errors, p95 212 ms", for those who gave no title. */
export function titleOf(content: CapsuleContent): string {
  const { verdict } = content;
  if (verdict.state !== "known") return "Verdict unknown";
  const { word, clauses } = verdict.value;
  const worst = (["bad", "warn", "unknown"] as const)
    .map((wanted) => clauses.find(({ health }) => health === wanted))
    .find((clause) => clause !== undefined);
  const told = worstRoute(content) ?? worst?.text;
  return `${word}${told ? `: ${told}` : ""}`.slice(0, lengthMax);
}
