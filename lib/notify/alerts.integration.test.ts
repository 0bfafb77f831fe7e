import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { badAnswers, type HostileServer, json, startHostileServer } from "@/lib/upstream/testing/hostile-server";
import { acknowledgeAlert } from "./acknowledge-alert";
import { addChannel } from "./add-channel";
import { deliverDue } from "./deliver-due";
import { retryUnwritten } from "./keep-trying";
import { listAlerts } from "./list-alerts";
import { pruneAlerts } from "./prune-alerts";
import { raiseAlert } from "./raise-alert";
import { resolveAlert } from "./resolve-alert";
import { useOwnDatabase } from "./testing/notify-database";

const owner: Actor = { kind: "cli" };
const start = Date.parse("2026-03-01T03:00:00Z");
const at = (minutes: number) => new Date(start + minutes * 60_000);
const disk = {
  key: "disk:jaeger",
  severity: "warn",
  title: "Disk of Jaeger",
  text: "83 % of 10 GB",
  href: "/budget",
} as const;

let database: Awaited<ReturnType<typeof useOwnDatabase>>;
let receiver: HostileServer;
beforeAll(async () => {
  database = await useOwnDatabase({ NEXTAUTH_URL: "https://console.example" });
  receiver = await startHostileServer();
});
afterAll(async () => {
  await receiver.stop();
  await database.remove();
});
beforeEach(async () => {
  await db().alert.deleteMany();
  await db().notifyChannel.deleteMany();
  receiver.answerWith(json({ ok: true }));
});
afterEach(() => vi.restoreAllMocks());

const channel = (name: string, url = receiver.url, minSeverity = "warn") =>
  addChannel(owner, { name, minSeverity, enabled: true, config: { kind: "json", url: `${url}/${name}` } });
const told = () => receiver.requests.map(({ url, body }) => `${url} ${JSON.parse(body).event}`);
const deliveries = async () => (await listAlerts()).open.concat((await listAlerts()).over).flatMap((a) => a.deliveries);

describe("an alert", () => {
  it("is sent once while it is open, and once when it is over", async () => {
    await channel("ops");
    await raiseAlert(disk, at(0));
    await raiseAlert({ ...disk, text: "84 % of 10 GB" }, at(1));
    await deliverDue({ now: at(1) });
    await raiseAlert(disk, at(2));
    await deliverDue({ now: at(30) });
    await resolveAlert(disk.key, "Back at 70 %.", at(40));
    await resolveAlert(disk.key, "Back at 70 %.", at(41));
    await deliverDue({ now: at(41) });
    expect(told()).toEqual(["/ops raised", "/ops resolved"]);
    const [raised, resolved] = receiver.requests.map(({ body }) => JSON.parse(body));
    expect(raised).toMatchObject({
      key: "disk:jaeger",
      severity: "warn",
      text: "84 % of 10 GB",
      url: "https://console.example/budget",
      raisedAt: at(0).toISOString(),
      resolvedAt: null,
    });
    expect(resolved).toMatchObject({
      alertId: raised.alertId,
      text: "Back at 70 %.",
      resolvedAt: at(40).toISOString(),
    });
  });

  it("stays one when many raise it at the same moment", async () => {
    await channel("ops");
    await Promise.all(Array.from({ length: 8 }, () => raiseAlert(disk, at(0))));
    await deliverDue({ now: at(0) });
    expect(told()).toEqual(["/ops raised"]);
    expect((await listAlerts()).open).toHaveLength(1);
  });

  it("goes only to channels that want its severity, and is sent once more when it becomes worse", async () => {
    await channel("all", receiver.url, "info");
    await channel("grave", receiver.url, "bad");
    await raiseAlert(disk, at(0));
    await deliverDue({ now: at(0) });
    expect(told()).toEqual(["/all raised"]);
    await raiseAlert({ ...disk, severity: "bad", text: "97 %" }, at(5));
    await raiseAlert({ ...disk, severity: "warn", text: "90 %" }, at(6));
    await deliverDue({ now: at(6) });
    expect(told().toSorted()).toEqual(["/all raised", "/all worse", "/grave worse"]);
  });

  it("that flaps within the cooldown is sent once; one that stays is sent when the cooldown is over", async () => {
    await channel("ops");
    for (const minute of [0, 2, 4]) {
      await raiseAlert(disk, at(minute));
      await deliverDue({ now: at(minute) });
      await resolveAlert(disk.key, "fine", at(minute + 1));
      await deliverDue({ now: at(minute + 1) });
    }
    expect(told()).toEqual(["/ops raised", "/ops resolved"]);
    await raiseAlert(disk, at(6));
    await deliverDue({ now: at(14) });
    expect(told()).toHaveLength(2);
    await deliverDue({ now: at(15) });
    expect(told()).toEqual(["/ops raised", "/ops resolved", "/ops raised"]);
  });

  it("is sent to a channel that is added while it is open", async () => {
    await raiseAlert(disk, at(0));
    await channel("late");
    await deliverDue({ now: new Date() });
    expect(told()).toEqual(["/late raised"]);
  });

  it("holds no token or password, whatever its words are made of", async () => {
    await raiseAlert({ ...disk, text: "Bearer abcdefghijk and http://a:hunter2@x/" }, at(0));
    expect(JSON.stringify(await listAlerts())).not.toMatch(/abcdefghijk|hunter2/);
  });
});

describe("an acknowledgement", () => {
  it("quiets the alert with who and why, is audited, and leaves the message that it is over", async () => {
    await channel("ops");
    await raiseAlert(disk, at(0));
    await deliverDue({ now: at(0) });
    const [alert] = (await listAlerts()).open;
    await acknowledgeAlert(owner, { alertId: alert?.id, reason: "Jaeger is being pruned" }, at(5));
    await raiseAlert({ ...disk, severity: "bad" }, at(6));
    await resolveAlert(disk.key, "fine", at(9));
    await deliverDue({ now: at(9) });
    expect(told()).toEqual(["/ops raised", "/ops resolved"]);
    expect((await listAlerts()).over[0]?.acknowledged).toEqual({
      atMs: at(5).getTime(),
      by: "cli",
      reason: "Jaeger is being pruned",
    });
    const row = await db().auditEvent.findFirst({ where: { action: "alert.acknowledge" }, orderBy: { seq: "desc" } });
    expect(row?.after).toContain("Jaeger is being pruned");
  });

  it("needs an admin and no reason, and comes too late when the alert is over", async () => {
    const viewer: Actor = {
      kind: "user",
      userId: "v",
      email: "v@x",
      role: "viewer",
      sessionId: "s",
      steppedUpAtMs: null,
    };
    await raiseAlert(disk, at(0));
    const [alert] = (await listAlerts()).open;
    const input = { alertId: alert?.id, reason: "known" };
    await expect(acknowledgeAlert(viewer, input)).rejects.toThrow("viewer");
    await expect(acknowledgeAlert(owner, { ...input, reason: "x".repeat(501) })).rejects.toThrow("500 characters");
    await acknowledgeAlert(owner, { alertId: alert?.id });
    await expect(acknowledgeAlert(owner, input)).rejects.toThrow("acknowledged it already");
    await resolveAlert(disk.key, "fine", at(1));
    await raiseAlert({ ...disk, key: "other" }, at(2));
    const [other] = (await listAlerts()).open;
    await resolveAlert("other", "fine", at(3));
    await expect(acknowledgeAlert(owner, { alertId: other?.id })).rejects.toThrow("over already");
  });
});

describe("delivery", () => {
  it.each([
    ["a 500", badAnswers.badGateway, "answered 502"],
    ["a reset", badAnswers.reset, "not reached"],
    ["no answer", badAnswers.hang, "not reached"],
    ["no HTTP", badAnswers.notHttp, "not reached"],
  ])("tries again later after %s, and shows why", async (_label, answer, note) => {
    await channel("ops");
    await raiseAlert(disk, at(0));
    receiver.answerWith(answer);
    await deliverDue({ now: at(0), timeoutMs: 200 });
    expect(await deliveries()).toMatchObject([{ state: "waiting", attempts: 1, note: expect.stringContaining(note) }]);
    receiver.answerWith(json({}));
    await deliverDue({ now: new Date(start + 9_000) });
    expect(told()).toEqual([]);
    await deliverDue({ now: new Date(start + 13_000) });
    expect(told()).toEqual(["/ops raised"]);
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 2, note: null }]);
  });

  it("waits as long as a 429 asks for", async () => {
    await channel("ops");
    await raiseAlert(disk, at(0));
    receiver.answerWith(json({}, 429, { "retry-after": "120" }));
    await deliverDue({ now: at(0) });
    receiver.answerWith(json({}));
    await deliverDue({ now: new Date(start + 119_000) });
    expect(told()).toEqual([]);
    await deliverDue({ now: at(2) });
    expect(told()).toEqual(["/ops raised"]);
  });

  it.each([404, 401, 302])("gives up on %s at once, without following where it leads", async (status) => {
    await channel("ops");
    await raiseAlert(disk, at(0));
    receiver.answerWith(json({}, status, { location: `${receiver.url}/elsewhere` }));
    await deliverDue({ now: at(0) });
    expect(told()).toEqual(["/ops raised"]);
    expect(await deliveries()).toMatchObject([{ state: "failed", note: expect.stringContaining(String(status)) }]);
  });

  it("gives up after a day, and keeps the order of a channel's messages until then", async () => {
    await channel("ops");
    receiver.answerWith(badAnswers.badGateway);
    await raiseAlert(disk, at(0));
    await deliverDue({ now: at(0) });
    await raiseAlert({ ...disk, key: "other" }, at(1));
    await deliverDue({ now: at(1) });
    expect(new Set(receiver.requests.map(({ body }) => JSON.parse(body).key))).toEqual(new Set(["disk:jaeger"]));
    receiver.answerWith(badAnswers.badGateway);
    await deliverDue({ now: at(24 * 60) });
    const states = (await deliveries()).map(({ state }) => state);
    expect(states.toSorted()).toEqual(["failed", "waiting"]);
  });

  it("of one channel does not wait for another that hangs", async () => {
    const silent = await startHostileServer();
    silent.answerWith(badAnswers.hang);
    await channel("silent", silent.url);
    await channel("ops");
    await raiseAlert(disk, at(0));
    const all = deliverDue({ now: at(0), timeoutMs: 20_000 });
    await expect.poll(told, { timeout: 10_000 }).toEqual(["/ops raised"]);
    await silent.stop();
    await all;
  });

  it("drops what could not be delivered before it was over, and sends that it is over", async () => {
    await channel("ops");
    receiver.answerWith(badAnswers.badGateway);
    await raiseAlert(disk, at(0));
    await deliverDue({ now: at(0) });
    await resolveAlert(disk.key, "fine", at(1));
    receiver.answerWith(json({}));
    await deliverDue({ now: at(2) });
    expect(told()).toEqual(["/ops resolved"]);
  });

  it("survives a console that is killed while it sends: the same message goes out once more", async () => {
    await channel("ops");
    receiver.answerWith(badAnswers.hang);
    const script = `
      const { raiseAlert } = await import("./lib/notify/raise-alert.ts");
      const { deliverDue } = await import("./lib/notify/deliver-due.ts");
      await raiseAlert(${JSON.stringify(disk)});
      await deliverDue({ timeoutMs: 60_000 });
    `;
    const child = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", script],
      {
        cwd: path.resolve(import.meta.dirname, "../.."),
        env: { ...process.env },
        stdio: ["ignore", "inherit", "inherit"],
      },
    );
    await expect.poll(() => receiver.requests.length, { timeout: 50_000 }).toBe(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    const first = JSON.parse(receiver.requests[0]?.body ?? "");
    receiver.answerWith(json({}));
    await deliverDue();
    expect(receiver.requests.map(({ body }) => JSON.parse(body))).toEqual([first]);
    expect(await deliveries()).toMatchObject([{ state: "delivered", attempts: 2 }]);
  });
});

describe("old alerts", () => {
  it("go half a year after they were over, with their messages; open ones stay", async () => {
    await channel("ops");
    await raiseAlert(disk, at(0));
    await resolveAlert(disk.key, "fine", at(1));
    await raiseAlert({ ...disk, key: "still" }, at(0));
    const later = (days: number) => new Date(start + days * 24 * 3600_000);
    expect(await pruneAlerts(later(179))).toBe(0);
    expect(await pruneAlerts(later(181))).toBe(1);
    expect((await deliveries()).length).toBe(1);
    expect((await listAlerts()).open).toHaveLength(1);
  });
});

describe("a database that cannot be written", () => {
  it("does not lose the alert, nor trouble its caller", async () => {
    await channel("ops");
    const broken = vi.spyOn(db().alert, "findFirst").mockRejectedValue(new Error("disk I/O error"));
    await raiseAlert(disk, at(0));
    await retryUnwritten();
    expect((await listAlerts()).open).toEqual([]);
    broken.mockRestore();
    await retryUnwritten();
    await deliverDue({ now: at(1) });
    expect(told()).toEqual(["/ops raised"]);
  });
});
