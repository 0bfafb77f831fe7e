import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { reportPulse } from "@/lib/runtime/pulse";
import { loadCollectorState, saveCollectorState } from "../collector-state";
import { coverageKey } from "../load-kernel-log-coverage";
import { parseVmstat } from "../parse-proc";
import { failureText } from "../run-source";
import { readBootId, readProc } from "../sample-host";
import type { KernelLogCoverage } from "../types";
import { coverageText } from "./coverage";
import { createOomReader, type ParsedOomKill } from "./parse-oom";
import { createJournalReader } from "./read-journal-file";
import { openKmsg } from "./read-kmsg";
import { storeKill } from "./store-kill";

const loop = "kernel log";
const pollMs = 2000;
const persistEveryMs = 30_000;
/** The unit touches its file every minute; if the file is older than this, the unit is not running. */
const unitSilentMs = 5 * 60_000;
/** Kills kept while the database cannot be written. */
const pendingMax = 1000;

const placeKey = "kernel-log.place";
/** The last record read: coverage is unbroken only when the next one follows it. */
const placeSchema = z.object({ bootId: z.string(), cursor: z.string(), coveredSinceMs: z.number() });
type Place = z.infer<typeof placeSchema>;

/**
 * Reads the kernel log from its best source until `signal` aborts and stores each OOM kill once. Where none can be read
 * it says so in the coverage, and tries again. Never throws.
 */
export async function collectKernelLog(signal: AbortSignal): Promise<void> {
  let said = "";
  while (!signal.aborted) {
    try {
      await (env().OBS_KERNEL_LOG_FILE ? followJournal(env().OBS_KERNEL_LOG_FILE ?? "", signal) : followKmsg(signal));
    } catch (error) {
      const reason = failureText(error);
      if (reason !== said) logger().warn({ reason }, "the kernel log cannot be read");
      said = reason;
      reportPulse(loop, { isFailing: true });
      await sayUnreadable(reason);
    }
    await sleep(persistEveryMs, undefined, { signal }).catch(() => {});
  }
}

async function sayUnreadable(reason: string): Promise<void> {
  const counter = parseVmstat((await readProc("vmstat")) ?? "", "oom_kill");
  const source = counter === null ? "none" : "vmstat";
  const coverage = {
    source,
    coveredSinceMs: null,
    lastReadMs: Date.now(),
    ...coverageText(source, `The kernel log: ${reason}`),
  };
  await saveCollectorState(coverageKey, coverage).catch(() => {});
}

/** Stores kills in order; those that the database refuses wait for the next call. Returns whether all are stored. */
function createKillStore() {
  const pending: ParsedOomKill[] = [];
  return async (kills: readonly ParsedOomKill[]): Promise<boolean> => {
    pending.push(...kills);
    pending.splice(0, Math.max(0, pending.length - pendingMax));
    try {
      for (let kill = pending[0]; kill; kill = pending[0]) {
        const isNew = await storeKill(kill);
        if (isNew)
          logger().warn({ comm: kill.comm, pid: kill.pid, cgroup: kill.cgroup }, "the kernel killed a process");
        pending.shift();
      }
      return true;
    } catch (err) {
      logger().error({ err }, "an OOM kill could not be stored and is tried again");
      return false;
    }
  };
}

function createPlaceKeeper(source: KernelLogCoverage["source"]) {
  let persistedAtMs = 0;
  return async (place: Place | null, coveredSinceMs: number, hurry: boolean): Promise<void> => {
    if (!hurry && Date.now() - persistedAtMs < persistEveryMs) return;
    persistedAtMs = Date.now();
    const coverage = { source, coveredSinceMs, lastReadMs: persistedAtMs, ...coverageText(source, "") };
    try {
      if (place) await saveCollectorState(placeKey, place);
      await saveCollectorState(coverageKey, coverage);
    } catch (err) {
      logger().warn({ err }, "the place in the kernel log could not be kept");
    }
  };
}

async function followKmsg(signal: AbortSignal): Promise<void> {
  const bootId = await readBootId();
  if (!bootId) throw new Error("the boot id cannot be read.");
  const kmsg = openKmsg(env().OBS_KMSG_FILE, bootId);
  const read = createOomReader();
  const store = createKillStore();
  const keep = createPlaceKeeper("kmsg");
  const before = await loadCollectorState(placeKey, placeSchema).catch(() => null);
  // An empty log counts as watched from now on: what the kernel kills next will be read.
  const openedAtMs = Date.now();
  let coveredSinceMs: number | null = null;
  let lastSequence: number | null = before?.bootId === bootId ? Number(before.cursor) : null;
  try {
    while (!signal.aborted) {
      const batch = await kmsg.readBatch();
      reportPulse(loop);
      if (batch.firstSequence !== null) {
        const follows = lastSequence !== null && batch.firstSequence <= lastSequence + 1 && !batch.lost;
        if (coveredSinceMs === null && follows && before) coveredSinceMs = before.coveredSinceMs;
        // The ring's first record: unbroken from there on, from the boot itself where it is number 0.
        else if (!follows || coveredSinceMs === null) coveredSinceMs = batch.records[0]?.atMs ?? Date.now();
      }
      const kills = batch.records.map(read).filter((kill) => kill !== null);
      const stored = await store(kills);
      lastSequence = Math.max(batch.lastSequence ?? -1, lastSequence ?? -1);
      const place = coveredSinceMs === null ? null : { bootId, cursor: String(lastSequence), coveredSinceMs };
      if (!batch.more) {
        if (stored) await keep(place, coveredSinceMs ?? openedAtMs, kills.length > 0);
        await sleep(pollMs, undefined, { signal }).catch(() => {});
      }
    }
  } finally {
    kmsg.close();
  }
}

async function followJournal(file: string, signal: AbortSignal): Promise<void> {
  const readNew = createJournalReader(file);
  const read = createOomReader();
  const store = createKillStore();
  const keep = createPlaceKeeper("journal-file");
  const before = await loadCollectorState(placeKey, placeSchema).catch(() => null);
  // An empty log counts as watched from now on, like the kernel's own.
  const openedAtMs = Date.now();
  let place: Place | null = null;
  while (!signal.aborted) {
    const { records, writtenAtMs } = await readNew();
    reportPulse(loop);
    if (Date.now() - writtenAtMs > unitSilentMs)
      throw new Error(`${file} is not kept any more: the host unit is silent.`);
    const [first] = records;
    const last = records.at(-1);
    if (first && last) {
      const known = before !== null && records.some(({ cursor }) => cursor === before.cursor);
      const coveredSinceMs: number = place?.coveredSinceMs ?? (known ? before.coveredSinceMs : first.atMs);
      place = { bootId: last.bootId, cursor: last.cursor, coveredSinceMs };
    }
    const kills = records.map(read).filter((kill) => kill !== null);
    if (await store(kills)) await keep(place, place?.coveredSinceMs ?? openedAtMs, kills.length > 0);
    await sleep(pollMs, undefined, { signal }).catch(() => {});
  }
}
