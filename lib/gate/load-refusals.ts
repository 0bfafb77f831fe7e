import "server-only";
import { db } from "@/lib/db/client";
import type { RefusalCount } from "./usage-types";

const hourMs = 3_600_000;

/**
 * What the gate refused since a time (in whole hours), one entry per kind, token and source, the most recent first.
 * With a public id: only the attempts by holders of that token.
 */
export async function loadRefusals(input: { fromMs: number; publicId?: string }): Promise<RefusalCount[]> {
  const rows = await db().refusal.groupBy({
    by: ["kind", "publicId", "scope", "address", "agent"],
    where: { hour: { gte: Math.floor(input.fromMs / hourMs) }, publicId: input.publicId },
    _sum: { count: true },
    _min: { firstAt: true },
    _max: { lastAt: true },
    orderBy: { _max: { lastAt: "desc" } },
  });
  return rows.flatMap(({ kind, publicId, scope, address, agent, _sum, _min, _max }) => {
    if (_sum.count === null || !_min.firstAt || !_max.lastAt) return [];
    const times = { firstAtMs: _min.firstAt.getTime(), lastAtMs: _max.lastAt.getTime() };
    return [{ kind, publicId: publicId || null, scope, address, agent, count: _sum.count, ...times }];
  });
}
