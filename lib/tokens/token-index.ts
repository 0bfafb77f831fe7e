import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { db } from "@/lib/db/client";
import type { PrismaClient } from "@/lib/db/generated/client";
import { processState } from "@/lib/runtime/process-state";
import { allowedAddresses } from "./allowed-addresses";
import { stateOf, type TokenFate } from "./types";

/** What verifying a token needs to know of it. */
export type IndexedToken = TokenFate & {
  publicId: string;
  digest: Buffer;
  isHoney: boolean;
  scopes: readonly string[];
  isAllowedFrom: ((address: string) => boolean) | null;
};

/** How old the index may be before the database is asked whether anything changed (the command line writes too). */
const indexAgeMsMax = 250;
/** How long a request waits for that answer; after that, a known token is judged by what is in memory. */
const patienceMs = 500;
/** The same for an unknown one, where the alternative is no answer: below the 2 s that the gate waits. */
const unknownPatienceMs = 1500;
/** Rows per query when the whole table is read: requests are answered in between. */
const rowsAtOnce = 1000;

type Row = Awaited<ReturnType<typeof changedSince>>[number];

const select = {
  publicId: true,
  digest: true,
  isHoney: true,
  scopes: true,
  cidrs: true,
  expiresAt: true,
  disabledAt: true,
  revokedAt: true,
  replacedAt: true,
} as const;

const changedSince = (client: PrismaClient, seq: number) =>
  client.token.findMany({ where: { changeSeq: { gt: seq } }, select });

const rowsAfter = (client: PrismaClient, publicId: string) =>
  client.token.findMany({
    where: { publicId: { gt: publicId } },
    orderBy: { publicId: "asc" },
    take: rowsAtOnce,
    select,
  });

const wordsOf = (text: string) => text.split(" ").filter(Boolean);

function entryOf(row: Row): IndexedToken {
  return {
    publicId: row.publicId,
    digest: Buffer.from(row.digest, "hex"),
    isHoney: row.isHoney,
    scopes: wordsOf(row.scopes),
    isAllowedFrom: allowedAddresses(wordsOf(row.cidrs)),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    disabledAtMs: row.disabledAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
    replacedAtMs: row.replacedAt?.getTime() ?? null,
  };
}

/** All tokens by public id, in memory; keeps up with the database by the clock that every change advances. */
export class TokenIndex {
  private tokens = new Map<string, IndexedToken>();
  /** The clock's count as of what is in memory; null until all tokens have been read. */
  private seq: number | null = null;
  private syncedAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  constructor(private readonly client: () => PrismaClient) {}

  get size(): number {
    return this.tokens.size;
  }

  private async read(): Promise<void> {
    const startedAt = performance.now();
    // In a flood of unknown tokens this is asked all the time; Prisma's query builder takes twice as long.
    const clock = await this.client().$queryRaw<{ seq: number | bigint }[]>`SELECT seq FROM token_clock WHERE id = 1`;
    const seq = Number(clock[0]?.seq ?? 0);
    // If the clock went back, an older database was put in place: nothing known before holds.
    if (this.seq === null || seq < this.seq) this.tokens = await this.readAll();
    else if (seq !== this.seq) {
      for (const row of await changedSince(this.client(), this.seq)) this.tokens.set(row.publicId, entryOf(row));
    }
    this.seq = seq;
    this.syncedAt = startedAt;
  }

  private async readAll(): Promise<Map<string, IndexedToken>> {
    const tokens = new Map<string, IndexedToken>();
    for (let last = "", isMore = true; isMore; await nextTurn()) {
      const rows = await rowsAfter(this.client(), last);
      for (const row of rows) tokens.set(row.publicId, entryOf(row));
      last = rows.at(-1)?.publicId ?? last;
      isMore = rows.length === rowsAtOnce;
    }
    return tokens;
  }

  /** Joins the reading of the database that is under way, or begins one. */
  private syncShared(): Promise<void> {
    this.running ??= this.read().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /**
   * Reads what changed up to now, in a reading that begins after the call and is shared by all who call before it
   * begins. Throws when the database cannot be read.
   */
  sync(): Promise<void> {
    if (!this.running) return this.syncShared();
    this.next ??= this.running
      .catch(() => {})
      .then(() => {
        this.next = null;
        return this.syncShared();
      });
    return this.next;
  }

  /** Reads what changed, unless that was done a moment ago. Throws when the database cannot be read. */
  async refresh(): Promise<void> {
    if (performance.now() - this.syncedAt > indexAgeMsMax) await this.syncShared();
  }

  /** Public ids of the tokens that expired and are not revoked. */
  expired(nowMs: number): string[] {
    return [...this.tokens.values()]
      .filter((token) => stateOf(token, nowMs) === "expired")
      .map(({ publicId }) => publicId);
  }

  /**
   * The token, or null when there is none. One in memory is at most 250 ms behind the database, or older while the
   * database does not answer in time. One not in memory is looked up in the database; throws when that cannot be done
   * in time, since then nobody knows. Until all are in memory, each is looked up singly.
   */
  async find(publicId: string): Promise<IndexedToken | null> {
    if (this.seq === null) {
      this.syncShared().catch(() => {});
      const row = await inTime(this.client().token.findUnique({ where: { publicId }, select }), unknownPatienceMs);
      return row && entryOf(row);
    }
    if (this.tokens.has(publicId)) await inTime(this.refresh(), patienceMs).catch(() => {});
    else await inTime(this.sync(), unknownPatienceMs);
    return this.tokens.get(publicId) ?? null;
  }
}

/**
 * Rejects when `work` takes longer than `ms`. A process that was itself held up (a busy machine) finds its timer and
 * the database's answer due at the same time: then the answer counts.
 */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new Error("The database did not answer in time."));
    timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The index of this process; its first use fills it. */
export function tokenIndex(): TokenIndex {
  return processState("tokens.index", () => new TokenIndex(db));
}
