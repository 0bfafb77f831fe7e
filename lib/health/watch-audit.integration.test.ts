import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { digestOfHead, headDigestName, headSequenceName, registerAuditMetrics } from "@/lib/audit/audit-metrics";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { listAuditAlerts } from "@/lib/notify/list-audit-alerts";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { checkAudit, startWatchingAudit } from "./watch-audit";

const vm = ownMetrics();
const cli: Actor = { kind: "cli" };
const hourMs = 3600_000;
const headFile = () => path.join(vm.dir, "audit-head.json");
const titles = async () => (await listAuditAlerts()).map(({ title }) => title);
const alertOf = () => db().alert.findFirst({ where: { openKey: "audit:head" } });

async function change(key: string): Promise<void> {
  await writeTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key }, create: { key, value: "1" }, update: { value: "1" } });
    await recordAudit(tx, { actor: cli, action: "setting.change", subject: { kind: "setting", id: key, name: key } });
  });
}

/** As when a day has gone by since the last look: answers of VictoriaMetrics are shared for seconds. */
async function lookAnew(): Promise<string[]> {
  (Reflect.get(globalThis, Symbol.for("honeydue-obs.process-state")) as Map<string, unknown>).delete("http.coalesce");
  return await checkAudit();
}

/** The head as the scrape of an hour ago (or more) has it. */
async function scrape(hoursAgo: number): Promise<void> {
  const { seq, hash } = await db().auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
  const atMs = Date.now() - hoursAgo * hourMs;
  await vm.importSamples(
    `${headSequenceName}{job="obs-console"} ${seq} ${atMs}\n${headDigestName}{job="obs-console"} ${digestOfHead(hash)} ${atMs}\n`,
  );
}

beforeEach(async () => {
  await db().auditEvent.deleteMany();
  await db().alert.deleteMany();
  rmSync(headFile(), { force: true });
  rmSync(path.join(vm.dir, "deny"), { recursive: true, force: true });
});

describe("the console's own look at the audit log", () => {
  it("is silent while all matches, and shows a cut tail on every page until it matches again", async () => {
    for (const key of ["a", "b", "c"]) await change(key);
    expect(await checkAudit()).toEqual([]);
    const last = await db().auditEvent.findUniqueOrThrow({ where: { seq: 3 } });
    await db().auditEvent.delete({ where: { seq: 3 } });
    expect(await checkAudit()).toEqual(["Row 3: rows 3 to 3 were cut off the end."]);
    expect(await alertOf()).toMatchObject({ severity: "bad", text: expect.stringContaining("cut off the end") });
    expect(await titles()).toEqual(["The audit log does not add up"]);
    await db().auditEvent.create({ data: last });
    expect(await checkAudit()).toEqual([]);
    expect(await titles()).toEqual([]);
  });

  it.each([
    ["taken away", () => rmSync(headFile()), "no head is kept outside the database"],
    ["set back", () => writeFileSync(headFile(), earlier), "not the row that the head outside remembers"],
    ["made unreadable", () => writeFileSync(headFile(), "{}"), "nothing is proven"],
  ])("finds a head that was %s", async (_how, harm, words) => {
    await change("a");
    earlier = readFileSync(headFile(), "utf8").replace(/"hash":"[0-9a-f]{8}/, `"hash":"00000000`);
    await change("b");
    expect(await checkAudit()).toEqual([]);
    harm();
    expect((await checkAudit()).join(" ")).toContain(words);
    expect(await titles()).toEqual(["The audit log does not add up"]);
  });

  it("at the start, by itself", async () => {
    await change("a");
    rmSync(headFile());
    await startWatchingAudit();
    await expect.poll(titles, { timeout: 20_000 }).toEqual(["The audit log does not add up"]);
  });
});

// What VictoriaMetrics once heard stays: these come last, and each goes beyond the one before it.
describe("the history of the head in VictoriaMetrics", () => {
  it("finds rows that were cut with their head and grown again, and does not count as fine while VictoriaMetrics is down", async () => {
    for (const key of ["a", "b", "c"]) await change(key);
    await scrape(3);
    expect(await lookAnew()).toEqual([]);
    // A forger with access to the database and the files next to it: the log is consistent, but a different one.
    await db().auditEvent.deleteMany();
    rmSync(headFile());
    rmSync(path.join(vm.dir, "deny"), { recursive: true });
    for (const key of ["x", "y"]) await change(key);
    expect(await lookAnew()).toEqual(["VictoriaMetrics remembers row 3; the log ends at row 2."]);
    for (const key of ["z", "more"]) await change(key);
    expect(await lookAnew()).toEqual(["Row 3 is not the one that VictoriaMetrics remembers."]);
    expect(await titles()).toEqual(["The audit log does not add up"]);
    await vm.stop();
    expect(await lookAnew()).toEqual([]);
    expect(await titles()).toEqual(["The audit log does not add up"]);
  });
});

it("number and digest of the head are of one row, also at the first scrape after a change", async () => {
  await change("a");
  registerAuditMetrics();
  for (const key of ["b", "c"]) {
    await change(key);
    const { seq, hash } = await db().auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
    const text = await consoleMetrics().registry.metrics();
    expect(text).toContain(`\n${headSequenceName} ${seq}\n`);
    expect(text).toContain(`\n${headDigestName} ${digestOfHead(hash)}\n`);
  }
});

let earlier = "";
