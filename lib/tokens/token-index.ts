import "server-only";
import { db } from "@/lib/db/client";
import type { PrismaClient } from "@/lib/db/generated/client";
import { processState } from "@/lib/process-state";
import { allowedAddresses } from "./allowed-addresses";
import { stateOf, type TokenFate } from "./types";

/** What verifying needs of one token. */
export type IndexedToken = TokenFate & {
  publicId: string;
  digest: Buffer;
  scopes: readonly string[];
  isAllowedFrom: ((address: string) => boolean) | null;
};

/** How old the index may be before the database is asked whether something changed (the command line writes too). */
export const indexAgeMsMax = 250;
/** The same for a public id that is not in memory: a token made a moment ago is not to be refused. */
const unknownAgeMsMax = 20;
/** How long a request waits for that answer; a known token is judged by what is in memory after it. */
const patienceMs = 500;

type Row = Awaited<ReturnType<typeof changedSince>>[number];

const changedSince = (client: PrismaClient, seq: number) =>
  client.token.findMany({
    where: { changeSeq: { gt: seq } },
    select: {
      publicId: true,
      digest: true,
      scopes: true,
      cidrs: true,
      expiresAt: true,
      disabledAt: true,
      revokedAt: true,
      replacedAt: true,
    },
  });

const wordsOf = (text: string) => text.split(" ").filter(Boolean);

function entryOf(row: Row): IndexedToken {
  return {
    publicId: row.publicId,
    digest: Buffer.from(row.digest, "hex"),
    scopes: wordsOf(row.scopes),
    isAllowedFrom: allowedAddresses(wordsOf(row.cidrs)),
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    disabledAtMs: row.disabledAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
    replacedAtMs: row.replacedAt?.getTime() ?? null,
  };
}

/** All tokens by public id, in memory; keeps up with the database by the clock that every change moves. */
export class TokenIndex {
  private tokens = new Map<string, IndexedToken>();
  private seq = -1;
  private syncedAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | null = null;

  constructor(private readonly client: () => PrismaClient) {}

  get size(): number {
    return this.tokens.size;
  }

  /** Reads what changed since the last time. Throws when the database cannot be read. */
  async sync(): Promise<void> {
    const startedAt = performance.now();
    const clock = await this.client().tokenClock.findUnique({ where: { id: 1 } });
    const seq = clock?.seq ?? 0;
    if (seq !== this.seq) {
      // A clock that went back is an older database put in place: nothing known before holds.
      const isBack = seq < this.seq;
      const rows = await changedSince(this.client(), isBack ? -1 : this.seq);
      if (isBack) this.tokens = new Map();
      for (const row of rows) this.tokens.set(row.publicId, entryOf(row));
      this.seq = seq;
    }
    this.syncedAt = startedAt;
  }

  /** One reading of the database for all who ask meanwhile. */
  private syncShared(): Promise<void> {
    this.running ??= this.sync().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Reads what changed when that was not done a moment ago. Throws when the database cannot be read. */
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
   * The token, or null when there is none; at most 250 ms behind the database, 20 ms where it is unknown. Where the database does not answer in
   * time, a token in memory is good enough; throws for one that is not, since nobody knows then.
   */
  async find(publicId: string): Promise<IndexedToken | null> {
    const ageMsMax = this.tokens.has(publicId) ? indexAgeMsMax : unknownAgeMsMax;
    if (performance.now() - this.syncedAt > ageMsMax) {
      const synced = this.syncShared().then(() => true as const);
      const inTime = await Promise.race([synced, afterPatience()]).catch((error: unknown) => {
        if (!this.tokens.has(publicId)) throw error;
        return true;
      });
      if (!inTime && !this.tokens.has(publicId)) throw new Error("The database did not answer in time.");
    }
    return this.tokens.get(publicId) ?? null;
  }
}

function afterPatience(): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), patienceMs).unref();
  });
}

/** The index of this process; filled by its first question. */
export function tokenIndex(): TokenIndex {
  return processState("tokens.index", () => new TokenIndex(db));
}
