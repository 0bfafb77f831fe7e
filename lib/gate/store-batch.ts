import "server-only";
import { db } from "@/lib/db/client";
import { Prisma, type PrismaClient } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { loadCollectorState, saveCollectorState } from "@/lib/resources/collector-state";
import type { ForwardedEntry, LogBatch, UsageEntry } from "./log-batch";
import type { LogPosition } from "./log-files";
import type { Sender } from "./log-types";
import { type PushOutcome, waitingPushesSchema } from "./refused-pushes";

const waitingKey = "gate-waiting-pushes";

type Positions = ReadonlyMap<string, LogPosition>;

/** The format in which the database adapter writes times, so that texts compare as the times do. */
const timeText = (ms: number) => new Date(ms).toISOString().replace("Z", "+00:00");

async function storePositions(tx: Prisma.TransactionClient, positions: Positions, gone: readonly string[]) {
  await tx.gateLogPosition.deleteMany({ where: { inode: { in: [...gone] } } });
  for (const [inode, { head, offset }] of positions) {
    await tx.$executeRaw`INSERT INTO gate_log_position (inode, head, "offset") VALUES (${inode}, ${head}, ${offset})
      ON CONFLICT (inode) DO UPDATE SET head = excluded.head, "offset" = excluded."offset"`;
  }
}

async function sourceIdOf(tx: Prisma.TransactionClient, { token, scope, address, agent }: Sender, atMs: number) {
  const at = timeText(atMs);
  const rows = await tx.$queryRaw<{ id: number | bigint }[]>`
    INSERT INTO token_source (public_id, scope, address, agent, first_at, last_at)
    VALUES (${token}, ${scope}, ${address}, ${agent}, ${at}, ${at})
    ON CONFLICT (public_id, scope, address, agent) DO UPDATE SET last_at = MAX(last_at, excluded.last_at)
    RETURNING id`;
  const [row] = rows;
  if (!row) throw new Error("The database returned no id for a token's source.");
  return Number(row.id);
}

/** Adds what a token's sender did in a minute to what is stored. */
export async function storeUsage(tx: Prisma.TransactionClient, entry: UsageEntry): Promise<void> {
  const { sender, minute, requests, bytes, failed, lastAtMs } = entry;
  const sourceId = await sourceIdOf(tx, sender, lastAtMs);
  await tx.$executeRaw`INSERT INTO token_usage (source_id, minute, requests, bytes, failed)
    VALUES (${sourceId}, ${minute}, ${requests}, ${bytes}, ${failed})
    ON CONFLICT (source_id, minute) DO UPDATE SET requests = requests + excluded.requests,
      bytes = bytes + excluded.bytes, failed = failed + excluded.failed`;
}

/** Rows per statement: in a flood each kind has its 50 sources, and one statement per row would cost more. */
const rowsAtOnce = 500;

async function storeRefusals(tx: Prisma.TransactionClient, { refusals }: LogBatch) {
  for (let at = 0; at < refusals.length; at += rowsAtOnce) {
    const rows = refusals.slice(at, at + rowsAtOnce).map(({ sender, hour, count, firstAtMs, lastAtMs }) => {
      const { refusal, token, scope, address, agent } = sender;
      const [first, last] = [timeText(firstAtMs), timeText(lastAtMs)];
      return Prisma.sql`(${hour}, ${refusal}, ${token}, ${scope}, ${address}, ${agent}, ${count}, ${first}, ${last})`;
    });
    await tx.$executeRaw`INSERT INTO refusal (hour, kind, public_id, scope, address, agent, count, first_at, last_at)
      VALUES ${Prisma.join(rows)}
      ON CONFLICT (hour, kind, public_id, scope, address, agent) DO UPDATE SET count = count + excluded.count,
        first_at = MIN(first_at, excluded.first_at), last_at = MAX(last_at, excluded.last_at)`;
  }
}

async function storeForwarded(tx: Prisma.TransactionClient, { sender, requests, firstAtMs, lastAtMs }: ForwardedEntry) {
  const { token, scope, address, agent, via } = sender;
  const [first, last] = [timeText(firstAtMs), timeText(lastAtMs)];
  await tx.$executeRaw`
    INSERT INTO forwarded_source (public_id, scope, address, agent, via, requests, first_at, last_at)
    VALUES (${token}, ${scope}, ${address}, ${agent}, ${via ?? ""}, ${requests}, ${first}, ${last})
    ON CONFLICT (public_id, scope, address, agent, via) DO UPDATE SET requests = requests + excluded.requests,
      last_at = MAX(last_at, excluded.last_at)`;
}

/**
 * Whose push it was. Where the gate could not ask the console it learned no token: then that of the sender's last
 * accepted traces.
 */
async function ownerOf(tx: Prisma.TransactionClient, { token, address, agent }: PushOutcome): Promise<string | null> {
  if (token !== "") return token;
  const where = { scope: "traces:write", address, agent };
  const source = await tx.tokenSource.findFirst({ where, orderBy: { lastAt: "desc" } });
  return source?.publicId ?? null;
}

/** A push from where nobody of ours has ever sent traces is an outsider's, and no loss. */
async function storeOutcomes(tx: Prisma.TransactionClient, { pushes }: LogBatch) {
  for (const outcome of pushes.outcomes) {
    const publicId = await ownerOf(tx, outcome);
    if (publicId === null) continue;
    const { hour, address, agent, reason, lost, lostBytes, late } = outcome;
    const [first, last] = [timeText(outcome.firstAtMs), timeText(outcome.lastAtMs)];
    await tx.$executeRaw`
      INSERT INTO refused_push (hour, public_id, address, agent, reason, lost, lost_bytes, late, first_at, last_at)
      VALUES (${hour}, ${publicId}, ${address}, ${agent}, ${reason}, ${lost}, ${lostBytes}, ${late}, ${first}, ${last})
      ON CONFLICT (hour, public_id, address, agent, reason) DO UPDATE SET lost = lost + excluded.lost,
        lost_bytes = lost_bytes + excluded.lost_bytes, late = late + excluded.late,
        first_at = MIN(first_at, excluded.first_at), last_at = MAX(last_at, excluded.last_at)`;
  }
  if (pushes.isChanged) await saveCollectorState(waitingKey, pushes.waiting, tx);
}

/** The pushes that waited for their next attempt when the log was last read. */
export async function loadWaitingPushes(client: PrismaClient = db()) {
  return (await loadCollectorState(waitingKey, waitingPushesSchema, client)) ?? [];
}

/**
 * Writes what was read together with the position in the log: after a crash each line is stored once, or read again.
 * Throws `DatabaseBusyError` when the database stays locked; then nothing is written.
 */
export async function storeBatch(
  input: { batch: LogBatch; positions: Positions; gone: readonly string[] },
  client: PrismaClient = db(),
): Promise<void> {
  const { batch, positions, gone } = input;
  await writeTransaction(async (tx) => {
    await storePositions(tx, positions, gone);
    for (const entry of batch.usage) await storeUsage(tx, entry);
    await storeRefusals(tx, batch);
    await storeOutcomes(tx, batch);
    for (const entry of batch.forwarded.values()) await storeForwarded(tx, entry);
    for (const minute of batch.provenMinutes) {
      await tx.$executeRaw`INSERT INTO gate_proof (minute) VALUES (${minute}) ON CONFLICT DO NOTHING`;
    }
  }, client);
}
