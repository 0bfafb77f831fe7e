import { createSocket } from "node:dgram";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { BatchBounds, LogBatch } from "@/lib/gate/log-batch";
import { LogLineReader } from "@/lib/gate/log-line";
import { RefusedPushes } from "@/lib/gate/refused-pushes";
import { storeBatch } from "@/lib/gate/store-batch";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startNameServer } from "@/scripts/run/start-name-server";
import { poll, temporaryDir } from "@/scripts/run/test-helpers";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { confirmItem, loadConfirmations } from "./confirm-item";
import { finalizeMove } from "./finalize-move";
import { judgeDns } from "./judge/judge-dns";
import { loadPlans } from "./load-plans";
import { loadRecords } from "./load-records";
import { loadSources } from "./load-sources";
import type { MoveRecord } from "./move-record";
import { planMove } from "./plan-move";
import { probeDns } from "./probes/probe-dns";
import { probePort, probeTarget } from "./probes/probe-target";
import type { DnsView } from "./types";
import { withdrawMove } from "./withdraw-move";

const dir = temporaryDir();
const admin: Actor = {
  kind: "user",
  userId: "u1",
  email: "owner@example.test",
  role: "admin",
  sessionId: "s1",
  steppedUpAtMs: Date.now(),
};
const viewer: Actor = { ...admin, role: "viewer" };

beforeAll(async () => {
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  vi.stubEnv("OBS_DATA_DIR", dir);
  vi.stubEnv("DATABASE_URL", databaseUrl);
  vi.stubEnv("OBS_LOG_LEVEL", "silent");
  // Nobody answers there: the one kept waiting is told apart from the ones that answer.
  silent.bind(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  vi.stubEnv("OBS_DNS_RESOLVERS", `127.0.0.1:${dnsPorts.second},127.0.0.1:${silent.address().port}`);
  vi.stubEnv("OBS_DNS_AUTHORITATIVE", `127.0.0.1:${dnsPorts.zone}`);
  await migrateDatabase({ databaseUrl });
});

const silent = createSocket("udp4");
const dnsPorts = { zone: await freePort(), second: await freePort() };

afterAll(async () => {
  silent.close();
  await db().$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

describe("names", () => {
  const servers: ReturnType<typeof startNameServer>[] = [];
  beforeAll(async () => {
    const name = "obs.example.test";
    servers.push(startNameServer({ port: dnsPorts.zone, name, address: "192.0.2.1", ttlSeconds: 3600 }));
    servers.push(startNameServer({ port: dnsPorts.second, name, address: "192.0.2.2", ttlSeconds: 120 }));
    await poll("both name servers", async () => {
      const { views } = await probeDns("ingest", "obs.example.test");
      const answers = views.filter(({ answer }) => answer.state === "answered");
      return answers.length >= 2 ? true : undefined;
    });
  }, 60_000);
  afterAll(() => {
    for (const server of servers) server.stop();
  });

  const answerOf = (views: DnsView[], resolver: DnsView["resolver"]) =>
    views.find((view) => view.resolver === resolver)?.answer;

  test("each side is asked for itself: split answers, TTLs, and one that is silent", async () => {
    const dns = await probeDns("ingest", "obs.example.test");
    expect(answerOf(dns.views, "authoritative")).toMatchObject({
      state: "answered",
      ipv4: ["192.0.2.1"],
      ipv6: [],
      ttlSeconds: 3600,
    });
    expect(answerOf(dns.views, "public-1")).toMatchObject({ ipv4: ["192.0.2.2"], ttlSeconds: 120 });
    expect(answerOf(dns.views, "public-2")).toMatchObject({ state: "failed" });
    expect(judgeDns(dns)).toBe("split");
  });

  test("a name that is not there is said to be so", async () => {
    const dns = await probeDns("ingest", "nobody.example.test");
    expect(answerOf(dns.views, "authoritative")).toEqual({ state: "no-such-name" });
  });
});

describe("a planned target", () => {
  test("its ports are open or closed, and where nothing answers the checks say so", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await probePort("127.0.0.1", port)).toEqual({ port, state: "open" });
    server.close();
    await new Promise((resolve) => server.once("close", resolve));
    expect(await probePort("127.0.0.1", port)).toEqual({ port, state: "closed" });
  });

  test("is asked by the verification's own checks at its address, whatever the names resolve to", async () => {
    // An address of this machine that nobody listens at.
    const hosts = { ingest: "obs.example.test", grafana: "grafana.example.test", console: "console.example.test" };
    const { checks, ports } = await probeTarget("127.0.0.77", hosts);
    expect(ports.map(({ port }) => port)).toEqual([22, 80, 443]);
    expect(checks?.map(({ name }) => name)).toEqual(["certificates", "gate-refuses", "console-door", "plain-http"]);
    const reasons = checks?.flatMap(({ outcomes }) =>
      outcomes.map(({ code, evidence }) => `${code} ${evidence.reason}`),
    );
    expect(new Set(reasons)).toEqual(new Set(["host-unreachable ECONNREFUSED"]));
    await expect(probeTarget("169.254.169.254", hosts)).rejects.toThrow("cannot be probed");
  });
});

describe("a plan", () => {
  const powerOff = (state: "ok" | "waiting") => [
    { code: "power-off" as const, state, because: "quiet", untilMs: null },
  ];

  test("is made by an admin for an address that a box can have, once, and is audited", async () => {
    await expect(planMove(viewer, { address: "203.0.113.7" })).rejects.toThrow("an admin can do this");
    await expect(planMove(admin, { address: "169.254.169.254" })).rejects.toThrow("No box can have this address");
    await planMove(admin, { address: " 203.0.113.7 " });
    await expect(planMove(admin, { address: "203.0.113.8" })).rejects.toThrow("planned already");
    expect((await loadPlans()).open).toMatchObject({ targetAddress: "203.0.113.7", plannedBy: "owner@example.test" });
    await withdrawMove(admin);
    await expect(withdrawMove(admin)).rejects.toThrow("No move is planned");
    const actions = (await db().auditEvent.findMany({ orderBy: { seq: "asc" } })).map(({ action }) => action);
    expect(actions).toEqual(["move.plan", "move.withdraw"]);
  });

  test("is closed only after the script moved and the old box may go, with a fresh proof", async () => {
    await planMove(admin, { address: "203.0.113.7" });
    const move: MoveRecord = {
      version: 1,
      id: "20261128T193220Z-move",
      kind: "move",
      from: "a:/",
      to: "root@203.0.113.7",
      forwardTo: "https://203.0.113.7",
      startedAtMs: 1_000_000,
      finishedAtMs: 1_250_000,
      state: "finished",
      facts: { totalBytes: 3e9, stoppedAtMs: 1_200_000, forwardedAtMs: 1_226_000 },
      steps: [],
    };
    const facts = { lamps: powerOff("ok"), move };
    await expect(finalizeMove({ ...admin, steppedUpAtMs: null }, facts)).rejects.toThrow("Confirm that it is you");
    await expect(finalizeMove(admin, { ...facts, move: null })).rejects.toThrow("has not moved");
    await expect(finalizeMove(admin, { ...facts, move: { ...move, state: "rolled-back" } })).rejects.toThrow(
      "has not moved",
    );
    await expect(finalizeMove(admin, { ...facts, lamps: powerOff("waiting") })).rejects.toThrow(
      "may not be switched off yet",
    );
    await finalizeMove(admin, facts);
    const [ended] = (await loadPlans()).ended;
    const measured = { recordId: move.id, tookMs: 250_000, gapMs: 26_000, totalBytes: 3e9 };
    expect(ended).toMatchObject({ outcome: "finalized", endedBy: "owner@example.test", measured });
    const row = await db().movePlan.findFirst({ where: { outcome: "finalized" } });
    expect(JSON.parse(row?.evidence ?? "")).toEqual({ ...measured, lamps: facts.lamps });
  });

  test("a person's word is kept with name and time, for what only a person can know", async () => {
    await confirmItem(admin, { item: "backups", reason: "Restored last night's on the test box." });
    expect((await loadConfirmations()).get("backups")).toMatchObject({ by: "owner@example.test" });
    await expect(confirmItem(admin, { item: "certificates", reason: "They look fine." })).rejects.toThrow();
    await expect(confirmItem(viewer, { item: "backups", reason: "Looks good." })).rejects.toThrow(
      "an admin can do this",
    );
  });
});

test("pushes that came by the old gate are told from those that came straight", async () => {
  const nowMs = Date.now();
  const line = (secondsAgo: number, address: string, via: string) =>
    `{"at":${(nowMs / 1000 - secondsAgo).toFixed(3)},"status":204,"bytes":300,"body":200,"seconds":0.001,"auth":"HIT","refusal":"","token":"Ab3xK9mPq2","scope":"metrics:write","address":"${address}","method":"POST","agent":"vmagent","via":"${via}"}`;
  const reader = new LogLineReader();
  const batch = new LogBatch(new BatchBounds(), new RefusedPushes([]));
  const lines = [
    line(60, "192.0.2.1", "198.51.100.1"),
    line(50, "192.0.2.2", "198.51.100.1"),
    line(5, "192.0.2.2", ""),
    line(4, "192.0.2.3", ""),
  ];
  for (const text of lines) {
    const read = reader.read(text, () => false);
    if (read) batch.add(read);
  }
  await storeBatch({ batch, positions: new Map(), gone: [] });
  const sources = await loadSources(nowMs);
  expect(Object.fromEntries(sources.map(({ address, by }) => [address, by]))).toEqual({
    "192.0.2.1": "old-gate",
    "192.0.2.2": "straight",
    "192.0.2.3": "straight",
  });
  expect(sources.find(({ address }) => address === "192.0.2.2")?.lastForwardedAtMs).toBeGreaterThan(0);
});

test("a record that the script did not write whole is left out, and the others are read", async () => {
  const record = {
    version: 1,
    id: "20261128T193220Z-rehearse",
    kind: "rehearse",
    from: "a:/",
    to: "/x",
    forwardTo: "",
    startedAtMs: 1,
    state: "running",
    finishedAtMs: null,
    facts: {},
    steps: [],
  };
  for (const [name, text] of [
    ["20261128T193220Z-rehearse", JSON.stringify(record)],
    ["20261129T193220Z-move", "{"],
  ] as const) {
    mkdirSync(path.join(dir, "moves", name), { recursive: true });
    writeFileSync(path.join(dir, "moves", name, "record.json"), text);
  }
  expect((await loadRecords()).map(({ id }) => id)).toEqual(["20261128T193220Z-rehearse"]);
});
