import "server-only";
import type { PrismaClient } from "@/lib/db/generated/client";
import { countBatch } from "./gate-metrics";
import { BatchBounds, LogBatch } from "./log-batch";
import { type LogFile, type LogPosition, listLogFiles, readNewLines } from "./log-files";
import { LogLineReader } from "./log-line";
import { recentPushes } from "./recent-pushes";
import { RefusedPushes } from "./refused-pushes";
import { loadWaitingPushes, storeBatch } from "./store-batch";

const chunkBytes = 1024 * 1024;
/** Read in one go and summed up in memory before it is written: about 60,000 lines. */
const pollBytesMax = 16 * chunkBytes;
/** nginx buffers lines for a second: what is younger than this may not be in the log yet. */
const writtenAfterMs = 5000;
/** A poll can miss a file (a rename at that moment); its position is kept for this many polls. */
const looksUntilGone = 60;

/**
 * Reads the gate's log across rotations and restarts, each line once: inode and offset are written in the same
 * transaction as what was counted.
 */
export class LogTail {
  private readonly reader = new LogLineReader();
  private readonly bounds = new BatchBounds();
  private positions: Map<string, LogPosition> | null = null;
  private pushes: RefusedPushes | null = null;
  private readonly missed = new Map<string, number>();

  constructor(
    private readonly logFile: string,
    private readonly client: PrismaClient,
  ) {}

  private async loadPositions(): Promise<Map<string, LogPosition>> {
    const rows = await this.client.gateLogPosition.findMany();
    return new Map(rows.map(({ inode, head, offset }) => [inode, { head, offset }]));
  }

  private async readFile(file: LogFile, start: LogPosition | undefined, bytesMax: number, batch: LogBatch) {
    const isFull = (refusal: string, atMs: number) => batch.isFull(refusal, atMs);
    let position = start;
    let bytesLeft = bytesMax;
    while (bytesLeft > 0) {
      const found = await readNewLines(file, position, Math.min(chunkBytes, bytesLeft));
      if (!found) break;
      for (const text of found.text.split("\n")) {
        const line = this.reader.read(text, isFull);
        if (line) batch.add(line);
      }
      bytesLeft -= Math.min(chunkBytes, bytesLeft);
      position = found.position;
    }
    return { position, bytesLeft };
  }

  /** Inodes that were not seen for a while: their files have been rotated away. */
  private goneOf(positions: Map<string, LogPosition>, files: readonly LogFile[]): string[] {
    const present = new Set(files.map(({ inode }) => inode));
    const gone: string[] = [];
    for (const inode of positions.keys()) {
      const looks = present.has(inode) ? 0 : (this.missed.get(inode) ?? 0) + 1;
      this.missed.set(inode, looks);
      if (looks >= looksUntilGone) gone.push(inode);
    }
    return gone;
  }

  /**
   * Reads and stores what is new, at most 16 MB. Returns whether more is waiting. Throws when the database cannot be
   * written; the same lines are read again the next time.
   */
  async poll(): Promise<boolean> {
    this.positions ??= await this.loadPositions();
    this.pushes ??= new RefusedPushes(await loadWaitingPushes(this.client));
    const files = await listLogFiles(this.logFile);
    const batch = new LogBatch(this.bounds, this.pushes.fork());
    const moved = new Map<string, LogPosition>();
    let bytesLeft = pollBytesMax;
    for (const file of files) {
      const before = this.positions.get(file.inode);
      const result = await this.readFile(file, before, bytesLeft, batch);
      bytesLeft = result.bytesLeft;
      if (result.position && result.position !== before) moved.set(file.inode, result.position);
    }
    const hasMore = bytesLeft <= 0;
    batch.pushes.giveUp(hasMore ? (batch.newestAtMs ?? 0) : Date.now() - writtenAfterMs);
    const gone = this.goneOf(this.positions, files);
    if (moved.size > 0 || gone.length > 0 || batch.pushes.outcomes.length > 0) {
      await storeBatch({ batch, positions: moved, gone }, this.client);
      countBatch(batch);
      recentPushes().add(batch.recent, batch.newestAtMs);
      this.pushes = batch.pushes.fork();
      for (const [inode, position] of moved) this.positions.set(inode, position);
      for (const inode of gone) {
        this.positions.delete(inode);
        this.missed.delete(inode);
      }
    }
    return hasMore;
  }
}
