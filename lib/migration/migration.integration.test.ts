import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttps, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { BatchBounds, LogBatch } from "@/lib/gate/log-batch";
import { LogLineReader } from "@/lib/gate/log-line";
import { RefusedPushes } from "@/lib/gate/refused-pushes";
import { storeBatch } from "@/lib/gate/store-batch";
import { freePort } from "@/scripts/process/free-port.mjs";
import { poll, temporaryDir } from "@/scripts/run/test-helpers";
import { findOnPath } from "@/scripts/setup/find-on-path.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { confirmItem, loadConfirmations } from "./confirm-item";
import { judgeDns } from "./judge/judge-dns";
import { loadRecords } from "./load-records";
import { loadSources } from "./load-sources";
import { finalizeMove, loadPlans, planMove, withdrawMove } from "./plan-move";
import { probeDns } from "./probes/probe-dns";
import { probeTls } from "./probes/probe-tls";
import type { DnsView } from "./types";

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
  const servers: ReturnType<typeof spawn>[] = [];
  beforeAll(async () => {
    if (!findOnPath("dnsmasq"))
      spawnSync("apt-get", ["-y", "-qq", "install", "--no-install-recommends", "dnsmasq-base"]);
    const serve = (port: number, address: string, ttl: number) => {
      const words = [
        "--keep-in-foreground",
        "--no-resolv",
        "--no-hosts",
        "--conf-file=/dev/null",
        "--listen-address=127.0.0.1",
      ];
      const own = [
        "--bind-interfaces",
        `--port=${port}`,
        "--pid-file=",
        "--user=root",
        `--local-ttl=${ttl}`,
        "--local=/test/",
      ];
      servers.push(
        spawn("dnsmasq", [...words, ...own, `--host-record=obs.example.test,${address}`], { stdio: "ignore" }),
      );
    };
    serve(dnsPorts.zone, "192.0.2.1", 3600);
    serve(dnsPorts.second, "192.0.2.2", 120);
    await poll("both name servers", async () => {
      const { views } = await probeDns("ingest", "obs.example.test");
      const answers = views.filter(({ answer }) => answer.state === "answered");
      return answers.length >= 2 ? true : undefined;
    });
  }, 60_000);
  afterAll(() => {
    for (const server of servers) server.kill();
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

describe("certificates, by the name that is asked for", () => {
  const servers: Server[] = [];
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" });
  const serve = async (name: string, dates: string[]) => {
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${name}.key`];
    openssl("req", ...key, "-out", `${name}.csr`, "-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`);
    const sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy"];
    openssl("x509", "-req", "-in", `${name}.csr`, ...sign, ...dates, "-out", `${name}.pem`);
    const server = createHttps({
      key: readFileSync(path.join(dir, `${name}.key`)),
      cert: readFileSync(path.join(dir, `${name}.pem`)),
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const probe = (port: number, name: string) =>
    probeTls({ address: "127.0.0.1", port, name, ca: readFileSync(path.join(dir, "ca.pem"), "utf8") });
  beforeAll(() => {
    const ca = [
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "9",
      "-subj",
      "/CN=Test CA",
    ];
    openssl("req", ...ca, "-keyout", "ca.key", "-out", "ca.pem");
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });

  test("a good one, another name's, one that is not trusted, and an expired one", async () => {
    const good = await serve("obs.example.test", ["-days", "30"]);
    expect(await probe(good, "obs.example.test")).toMatchObject({
      state: "shown",
      names: ["obs.example.test"],
      trustFault: null,
    });
    expect(await probe(good, "console.example.test")).toMatchObject({ trustFault: "ERR_TLS_CERT_ALTNAME_INVALID" });
    const stranger = await probeTls({ address: "127.0.0.1", port: good, name: "obs.example.test" });
    expect(stranger).toMatchObject({ state: "shown", trustFault: expect.stringMatching(/UNABLE|SELF_SIGNED/) });
    const old = await serve("old.example.test", ["-days", "-1"]);
    const expired = await probe(old, "old.example.test");
    expect(expired).toMatchObject({ trustFault: "CERT_HAS_EXPIRED" });
    expect(expired.state === "shown" && expired.validToMs < Date.now()).toBe(true);
  });

  test("nobody there is a failure with its code", async () => {
    expect(await probe(await freePort(), "obs.example.test")).toEqual({ state: "failed", code: "ECONNREFUSED" });
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
    const facts = { lamps: powerOff("ok"), recordId: "20261128T193220Z-move" };
    await expect(finalizeMove({ ...admin, steppedUpAtMs: null }, facts)).rejects.toThrow("Confirm that it is you");
    await expect(finalizeMove(admin, { ...facts, recordId: null })).rejects.toThrow("has not moved");
    await expect(finalizeMove(admin, { ...facts, lamps: powerOff("waiting") })).rejects.toThrow(
      "may not be switched off yet",
    );
    await finalizeMove(admin, facts);
    const [ended] = (await loadPlans()).ended;
    expect(ended).toMatchObject({ outcome: "finalized", endedBy: "owner@example.test" });
    const row = await db().movePlan.findFirst({ where: { outcome: "finalized" } });
    expect(JSON.parse(row?.evidence ?? "")).toEqual(facts);
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
