import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { type CheckCode, checkCodes, isCheckCode } from "@/lib/plan/rollout-steps";
import { advanceCheck } from "./advance-check";
import type { CheckChange, CheckMemory, CheckState, Outcome } from "./types";

const stateSchema = z.enum(["met", "partly", "not-yet", "regressed"]);
/** Changes kept; beyond a few hundred nobody reads. */
const changesMax = 500;

export type Looked = { shown: CheckState; memory: CheckMemory | null };

function toMemory(row: {
  state: string;
  firstMetAt: Date | null;
  lastMetAt: Date | null;
  lostAt: Date | null;
}): CheckMemory {
  const ms = (at: Date | null) => at?.getTime() ?? null;
  const { state, firstMetAt, lastMetAt, lostAt } = row;
  return {
    state: stateSchema.parse(state),
    firstMetAtMs: ms(firstMetAt),
    lastMetAtMs: ms(lastMetAt),
    lostAtMs: ms(lostAt),
  };
}

const toDate = (atMs: number | null) => (atMs === null ? null : new Date(atMs));

async function storeCheck(
  tx: Prisma.TransactionClient,
  code: CheckCode,
  outcome: Outcome,
  atMs: number,
): Promise<Looked> {
  const row = await tx.rolloutCheck.findUnique({ where: { code } });
  const known = row && toMemory(row);
  const { shown, memory, changed } = advanceCheck(known, outcome, atMs);
  if (!memory || outcome.state === "unknown") return { shown, memory };
  const columns = {
    state: memory.state,
    firstMetAt: toDate(memory.firstMetAtMs),
    lastMetAt: toDate(memory.lastMetAtMs),
    lostAt: toDate(memory.lostAtMs),
  };
  await tx.rolloutCheck.upsert({ where: { code }, create: { code, ...columns }, update: columns });
  // The first look at a check that is not met is no change: nothing was there to change from.
  if (changed && !(known === null && memory.state === "not-yet")) {
    const change = {
      code,
      from: known?.state ?? "not-yet",
      to: memory.state,
      at: new Date(atMs),
      because: outcome.because,
    };
    await tx.rolloutChange.create({ data: change });
  }
  return { shown, memory };
}

/** Remembers one look at all checks and returns what is shown of each. Throws `DatabaseBusyError`, and as Prisma does. */
export function storeLook(outcomes: Record<CheckCode, Outcome>, atMs: number): Promise<Record<CheckCode, Looked>> {
  return writeTransaction(async (tx) => {
    // A write first, which takes the lock; it also drops what is too old to be read.
    await tx.$executeRaw`
      DELETE FROM rollout_change WHERE id <= (SELECT COALESCE(MAX(id), 0) FROM rollout_change) - ${changesMax}`;
    const looked: [CheckCode, Looked][] = [];
    for (const code of checkCodes) looked.push([code, await storeCheck(tx, code, outcomes[code], atMs)]);
    return Object.fromEntries(looked) as Record<CheckCode, Looked>;
  });
}

/** The newest changes of all checks, newest first. Throws as Prisma does. */
export async function loadChanges(limit = 50): Promise<CheckChange[]> {
  const rows = await db().rolloutChange.findMany({ orderBy: { id: "desc" }, take: limit });
  return rows.flatMap(({ code, from, to, at, because }) => {
    if (!isCheckCode(code)) return [];
    return [{ code, from: stateSchema.parse(from), to: stateSchema.parse(to), atMs: at.getTime(), because }];
  });
}
