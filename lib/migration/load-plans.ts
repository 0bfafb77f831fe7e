import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";

/** How long the move took, as its record had it when it was closed. */
const measuredSchema = z.object({
  recordId: z.string(),
  tookMs: z.number().nullable(),
  gapMs: z.number().nullable(),
  totalBytes: z.number().nullable(),
});
export type MeasuredMove = z.infer<typeof measuredSchema>;

export type MovePlanView = { id: string; targetAddress: string; plannedAtMs: number; plannedBy: string };
export type EndedPlan = MovePlanView & {
  endedAtMs: number;
  endedBy: string;
  outcome: string;
  /** Null for a plan that was withdrawn. */
  measured: MeasuredMove | null;
};

/** What an ended plan kept as its evidence; null where that is nothing or cannot be read. */
function readMeasured(evidence: string | null): MeasuredMove | null {
  try {
    return measuredSchema.parse(JSON.parse(evidence ?? ""));
  } catch {
    return null;
  }
}

/** The plan that is open, and those that ended, newest first. Throws as Prisma does. */
export async function loadPlans(): Promise<{ open: MovePlanView | null; ended: EndedPlan[] }> {
  const rows = await db().movePlan.findMany({ orderBy: { plannedAt: "desc" }, take: 20 });
  const views = rows.map(({ id, targetAddress, plannedAt, plannedBy, ...row }) => ({
    view: { id, targetAddress, plannedAtMs: plannedAt.getTime(), plannedBy },
    isOpen: row.open !== null,
    end: {
      endedAtMs: row.endedAt?.getTime() ?? 0,
      endedBy: row.endedBy ?? "",
      outcome: row.outcome ?? "",
      measured: readMeasured(row.evidence),
    },
  }));
  return {
    open: views.find(({ isOpen }) => isOpen)?.view ?? null,
    ended: views.flatMap(({ view, isOpen, end }) => (isOpen ? [] : [{ ...view, ...end }])),
  };
}
