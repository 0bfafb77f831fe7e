import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { reportPulse } from "@/lib/runtime/pulse";
import { badAnswers, type HostileServer, json, startHostileServer } from "@/lib/upstream/testing/hostile-server";
import { freePort } from "@/scripts/process/free-port.mjs";
import { addChannel } from "./add-channel";
import { deliverDue } from "./deliver-due";
import { heartbeatTarget, saveHeartbeat } from "./heartbeat";
import { listAlerts } from "./list-alerts";
import { listChannels } from "./list-channels";
import { lastHeartbeat, pingHeartbeat } from "./ping-heartbeat";
import { raiseAlert } from "./raise-alert";
import { removeChannel } from "./remove-channel";
import { resolveAlert } from "./resolve-alert";
import { openConfig } from "./seal-config";
import { testChannel } from "./test-channel";
import { useOwnDatabase } from "./testing/notify-database";
import { updateChannel } from "./update-channel";

const owner: Actor = { kind: "cli" };
const admin: Actor = { kind: "user", userId: "a", email: "a@x", role: "admin", sessionId: "s", steppedUpAtMs: null };
const alert = { key: "trigger:memory", severity: "bad", title: "Memory", text: "2.1 GB", href: "/triggers" } as const;
const common = { minSeverity: "warn", enabled: true } as const;

let database: Awaited<ReturnType<typeof useOwnDatabase>>;
let receiver: HostileServer;
beforeAll(async () => {
  database = await useOwnDatabase();
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

type Mail = { from: string; to: string[]; source: string };

/** A certificate that nobody else has signed, valid for a day. */
function selfSigned(): { key: Buffer; cert: Buffer } {
  const dir = mkdtempSync(path.join(tmpdir(), "obs-mail-"));
  const [key, cert] = [path.join(dir, "key.pem"), path.join(dir, "cert.pem")];
  const options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=127.0.0.1";
  execFileSync("openssl", [...options.split(" "), "-keyout", key, "-out", cert], { stdio: "ignore" });
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(dir, { recursive: true });
  return pair;
}

/** A mail server that takes everything, unless told otherwise. */
async function startMailServer(options: SMTPServerOptions = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : "";
        mails.push({ from, to: rcptTo.map(({ address }) => address), source: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { port, mails, stop: () => new Promise<void>((resolve) => server.close(resolve)) };
}

const mailConfig = (port: number, more: object = {}) => ({
  kind: "email",
  host: "127.0.0.1",
  port,
  security: "none",
  from: "obs@honeydue.example",
  to: "ops@honeydue.example",
  ...more,
});

describe("a channel's secrets", () => {
  const config = {
    kind: "json",
    url: "https://hooks.example/services/T0/SECRETPATH9?key=hunter2",
    authorization: "Bearer s3cr3t",
  };

  it("rest sealed and never reach the list, the audit trail or an answer", async () => {
    const id = await addChannel(owner, { ...common, name: "ops", config });
    await updateChannel(owner, { ...common, name: "ops 2", id, config: {} });
    const rows = await db().notifyChannel.findMany();
    const audit = await db().auditEvent.findMany();
    const shown = JSON.stringify([await listChannels(owner), audit, rows]);
    expect(shown).not.toMatch(/hunter2|SECRETPA|s3cr3t/);
    expect((await listChannels(owner))[0]).toMatchObject({
      name: "ops 2",
      target: "hooks.example/…ATH9",
      secretsSet: { authorization: true },
      fault: null,
    });
  });

  it("stay when the form leaves them out, and change when it does not", async () => {
    const id = await addChannel(owner, {
      ...common,
      name: "ops",
      config: { kind: "json", url: `${receiver.url}/a`, authorization: "Bearer one" },
    });
    await updateChannel(owner, { ...common, id, name: "ops", config: { url: `${receiver.url}/b` } });
    await testChannel(owner, id);
    expect(receiver.requests[0]).toMatchObject({ url: "/b", headers: { authorization: "Bearer one" } });
  });

  it("are dropped with the address that they were given for, and go to no other", async () => {
    const other = await startHostileServer();
    other.answerWith(json({}));
    const authorization = "Bearer one";
    const id = await addChannel(owner, {
      ...common,
      name: "ops",
      config: { kind: "json", url: `${receiver.url}/a`, authorization },
    });
    const moved = { ...common, id, name: "ops", config: { url: `${other.url}/a` } };
    await updateChannel(owner, moved);
    await testChannel(owner, id);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect((await listChannels(owner))[0]?.secretsSet.authorization).toBe(false);
    // Not remembered for the way back, either.
    await updateChannel(owner, { ...moved, config: { url: `${receiver.url}/a` } });
    await testChannel(owner, id);
    expect(receiver.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    // Entered again with the new address, it goes there.
    await updateChannel(owner, { ...moved, config: { url: `${other.url}/a`, authorization: "Bearer two" } });
    await testChannel(owner, id);
    expect(other.requests.at(-1)?.headers.authorization).toBe("Bearer two");
    await other.stop();
  });

  it.each([
    ["a webhook's host", "json", { url: "https://evil.example/a" }],
    ["a webhook's port", "json", { url: "https://hooks.example:8443/a" }],
    ["a webhook's scheme", "json", { url: "http://hooks.example/a" }],
    ["ntfy's host", "ntfy", { url: "https://evil.example/topic" }],
    ["ntfy's scheme", "ntfy", { url: "http://hooks.example/topic" }],
  ])("are dropped with %s", async (_part, kind, config) => {
    const secret = kind === "ntfy" ? { accessToken: "tk_s3cr3t" } : { authorization: "Bearer s3cr3t" };
    const url = `https://hooks.example/${kind === "ntfy" ? "topic" : "a"}`;
    const id = await addChannel(owner, { ...common, name: "ops", config: { kind, url, ...secret } });
    const sealed = async () => openConfig((await db().notifyChannel.findUniqueOrThrow({ where: { id } })).sealed);
    await updateChannel(owner, { ...common, id, name: "ops", config: { url: `${url}-2` } });
    expect(JSON.stringify(await sealed())).toContain("s3cr3t");
    await updateChannel(owner, { ...common, id, name: "ops", config });
    expect(JSON.stringify(await sealed())).not.toContain("s3cr3t");
  });

  it.each([
    ["host", { host: "evil.example" }],
    ["port", { port: 2525 }],
    ["security", { security: "none" }],
    ["user", { user: "another" }],
  ])(
    "of a mail server are asked for again when its %s changes, and nothing is saved until then",
    async (_part, config) => {
      const first = mailConfig(587, { host: "mail.example", security: "starttls", user: "obs", password: "s3cr3t" });
      const id = await addChannel(owner, { ...common, name: "mail", config: first });
      const change = (more: object) =>
        updateChannel(owner, { ...common, id, name: "mail", config: { ...config, ...more } });
      const sealed = async () => openConfig((await db().notifyChannel.findUniqueOrThrow({ where: { id } })).sealed);
      await expect(change({})).rejects.toMatchObject({
        code: "secret-needed",
        errors: { "config.password": expect.stringContaining("Enter it again") },
      });
      expect(await sealed()).toMatchObject({ host: "mail.example", port: 587, security: "starttls", user: "obs" });
      await change({ password: "for the new one" });
      expect(await sealed()).toMatchObject({ ...config, password: "for the new one" });
    },
  );

  it("need an admin who has stepped up; testing needs an admin", async () => {
    const input = { ...common, name: "ops", config };
    await expect(addChannel(admin, input)).rejects.toThrow("Confirm that it is you");
    await expect(removeChannel({ ...admin, role: "viewer" }, "x")).rejects.toThrow("viewer");
    await expect(listChannels({ ...admin, role: "viewer" })).rejects.toThrow("viewer");
    await expect(testChannel({ ...admin, role: "viewer" }, "x")).rejects.toThrow("viewer");
    await addChannel({ ...admin, steppedUpAtMs: Date.now() }, input);
  });

  it.each([
    ["ftp://x/", "json"],
    ["not a url", "slack"],
    ["https://ntfy.sh/", "ntfy"],
  ])("are refused when they are not an address: %s", async (url, kind) => {
    await expect(addChannel(owner, { ...common, name: "x", config: { kind, url } })).rejects.toThrow(/URL/);
    expect(await db().notifyChannel.count()).toBe(0);
  });

  it("refuse a name that is taken", async () => {
    await addChannel(owner, { ...common, name: "ops", config });
    await expect(addChannel(owner, { ...common, name: "ops", config })).rejects.toThrow("exists");
  });
});

describe("what a receiver gets", () => {
  it("is Slack's text with its markup escaped", async () => {
    await addChannel(owner, { ...common, name: "slack", config: { kind: "slack", url: `${receiver.url}/s` } });
    await raiseAlert({ ...alert, text: "2.1 GB < 3.0 GB & falling" });
    await deliverDue();
    const { text } = JSON.parse(receiver.requests[0]?.body ?? "");
    expect(text).toContain("*Alert: Memory*\n2.1 GB &lt; 3.0 GB &amp; falling\n_since ");
  });

  it("is ntfy's JSON at the server's root, with topic, priority and access token", async () => {
    const config = { kind: "ntfy", url: `${receiver.url}/my-topic`, accessToken: "tk_1" };
    await addChannel(owner, { ...common, name: "phone", config });
    await raiseAlert(alert);
    await deliverDue();
    expect(receiver.requests[0]).toMatchObject({ url: "/", headers: { authorization: "Bearer tk_1" } });
    expect(JSON.parse(receiver.requests[0]?.body ?? "")).toMatchObject({
      topic: "my-topic",
      title: "Alert: Memory",
      priority: 5,
    });
  });

  it("is a test only when asked, and the asker learns why it did not arrive", async () => {
    const id = await addChannel(owner, { ...common, name: "ops", config: { kind: "json", url: `${receiver.url}/t` } });
    await testChannel(owner, id);
    expect(JSON.parse(receiver.requests[0]?.body ?? "")).toMatchObject({ event: "test", title: "ops works" });
    receiver.answerWith(badAnswers.hang);
    await expect(testChannel(owner, id, 200)).rejects.toThrow("was not reached");
  });
});

describe("e-mail", () => {
  it("arrives as a thread: raised, then resolved in reply to it", async () => {
    const mail = await startMailServer();
    await addChannel(owner, { ...common, name: "mail", config: mailConfig(mail.port) });
    await raiseAlert({ ...alert, title: "Memory ä" });
    await deliverDue();
    await resolveAlert(alert.key, "Back above 3.5 GB.");
    await deliverDue();
    await mail.stop();
    expect(mail.mails).toMatchObject([
      { from: "obs@honeydue.example", to: ["ops@honeydue.example"] },
      { from: "obs@honeydue.example" },
    ]);
    const id = /^Message-ID: (.+)$/m.exec(mail.mails[0]?.source ?? "")?.[1]?.trim();
    expect(mail.mails[0]?.source).toContain("2.1 GB");
    expect(mail.mails[1]?.source).toContain(`In-Reply-To: ${id}`);
    expect(mail.mails[1]?.source).toContain("Back above 3.5 GB.");
  });

  it("signs in where the server asks for it, and says so when it is refused", async () => {
    const mail = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === "obs" && password === "right" ? done(null, { user: "obs" }) : done(new Error("no")),
    });
    const id = await addChannel(owner, {
      ...common,
      name: "mail",
      config: mailConfig(mail.port, { user: "obs", password: "wrong" }),
    });
    await expect(testChannel(owner, id)).rejects.toThrow(/user and password.*535/);
    await updateChannel(owner, { ...common, id, name: "mail", config: { password: "right" } });
    await testChannel(owner, id);
    await mail.stop();
    expect(mail.mails).toHaveLength(1);
  });

  it("is tried again when the server is busy or away, and given up when the address is refused", async () => {
    const answers = [451, 550];
    const mail = await startMailServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error("not now"), { responseCode: answers.shift() })),
    });
    await addChannel(owner, { ...common, name: "mail", config: mailConfig(mail.port) });
    await raiseAlert(alert);
    const now = Date.now();
    const state = async () => (await listAlerts()).open[0]?.deliveries[0];
    await deliverDue({ now: new Date(now) });
    expect(await state()).toMatchObject({ state: "waiting", note: expect.stringContaining("451") });
    await deliverDue({ now: new Date(now + 60_000) });
    expect(await state()).toMatchObject({ state: "failed", note: expect.stringContaining("550") });
    await mail.stop();
  });

  it("demands encryption unless told not to, and does not hang on a server that never greets", async () => {
    const mail = await startMailServer();
    const id = await addChannel(owner, {
      ...common,
      name: "mail",
      config: mailConfig(mail.port, { security: "starttls" }),
    });
    await expect(testChannel(owner, id)).rejects.toThrow("STARTTLS");
    await mail.stop();
    const mute = createServer(() => {});
    const port = await freePort();
    await new Promise<void>((resolve) => mute.listen(port, "127.0.0.1", resolve));
    await updateChannel(owner, { ...common, id, name: "mail", config: { port } });
    await expect(testChannel(owner, id, 300)).rejects.toThrow("in time");
    mute.close();
  });

  it.each(["none", "starttls", "tls"])(
    "does not tell a mute port from a closed one, or from one of another program, with %s",
    async (security) => {
      const mute = createServer(() => {});
      const chatter = createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n"));
      const closing = createServer((socket) => socket.destroy());
      const ports = [await freePort()];
      for (const server of [mute, chatter, closing]) {
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        ports.push((server.address() as AddressInfo).port);
      }
      const texts = new Set<string>();
      for (const [index, port] of ports.entries()) {
        const id = await addChannel(owner, {
          ...common,
          name: `mail ${index}`,
          config: mailConfig(port, { security }),
        });
        texts.add(
          await testChannel(owner, id, 300).then(
            () => "arrived",
            (error: Error) => error.message,
          ),
        );
      }
      for (const server of [mute, chatter, closing]) server.close();
      expect([...texts]).toEqual([expect.stringMatching(/^The mail server was not reached, or /)]);
    },
  );

  it.each(["tls", "starttls"])("names a certificate that is not trusted, with %s", async (security) => {
    const mail = await startMailServer({ ...selfSigned(), secure: security === "tls", disabledCommands: [] });
    const config = mailConfig(mail.port, { security });
    const id = await addChannel(owner, { ...common, name: "mail", config });
    await expect(testChannel(owner, id)).rejects.toThrow("certificate is self-signed");
    await mail.stop();
    expect(mail.mails).toEqual([]);
  });

  it("says which port speaks which TLS", async () => {
    const plain = await startMailServer({ ...selfSigned(), disabledCommands: [] });
    const name = "mail";
    const id = await addChannel(owner, { ...common, name, config: mailConfig(plain.port, { security: "tls" }) });
    await expect(testChannel(owner, id)).rejects.toThrow("choose STARTTLS");
    await plain.stop();
    const secure = await startMailServer({ ...selfSigned(), secure: true });
    await updateChannel(owner, { ...common, id, name, config: { port: secure.port, security: "starttls" } });
    await expect(testChannel(owner, id, 300)).rejects.toThrow("choose TLS");
    await secure.stop();
  });
});

describe("changing a channel", () => {
  it("sends again what was given up, drops what waits when it is turned off, and forgets it when removed", async () => {
    const id = await addChannel(owner, { ...common, name: "ops", config: { kind: "json", url: `${receiver.url}/x` } });
    receiver.answerWith(json({}, 404));
    await raiseAlert(alert);
    await deliverDue();
    expect((await listChannels(owner))[0]?.lastFailure?.note).toContain("404");
    receiver.answerWith(json({}));
    await updateChannel(owner, { ...common, id, name: "ops", config: { url: `${receiver.url}/y` } });
    await deliverDue();
    expect(receiver.requests.map(({ url }) => url)).toEqual(["/y"]);
    expect((await listChannels(owner))[0]).toMatchObject({ lastFailure: null, waiting: 0 });

    await updateChannel(owner, { ...common, id, name: "ops", enabled: false, config: {} });
    await raiseAlert({ ...alert, key: "another" });
    await deliverDue();
    expect(receiver.requests).toHaveLength(1);
    await removeChannel(owner, id);
    await expect(removeChannel(owner, id)).rejects.toThrow("removed already");
    const actions = (await db().auditEvent.findMany({ where: { subjectId: id } })).map(({ action }) => action);
    expect(actions).toEqual(["channel.create", "channel.update", "channel.update", "channel.remove"]);
  });
});

describe("the heartbeat", () => {
  it("carries the state, is masked, and falls silent when a loop stops", async () => {
    await pingHeartbeat();
    expect(receiver.requests).toEqual([]);
    await saveHeartbeat(owner, `${receiver.url}/ping/0123456789abcdef`);
    expect(await heartbeatTarget(owner)).toMatch(/^127\.0\.0\.1:\d+\/…cdef$/);
    await pingHeartbeat();
    await raiseAlert(alert);
    await pingHeartbeat();
    const states = () => receiver.requests.map(({ body }) => JSON.parse(body).state);
    expect(states()).toEqual(["ok", "bad"]);

    reportPulse("triggers", { atMs: Date.now() - 10 * 60_000 });
    await pingHeartbeat();
    expect(states()).toHaveLength(2);
    expect(lastHeartbeat()).toMatchObject({ ok: false, note: expect.stringContaining("triggers has stopped") });
    reportPulse("triggers");
    receiver.answerWith(badAnswers.badGateway);
    await pingHeartbeat();
    expect(lastHeartbeat()).toMatchObject({ ok: false, note: "It answered 502." });
    await saveHeartbeat(owner, null);
    await expect(saveHeartbeat(owner, "nonsense")).rejects.toThrow("URL");
    await expect(saveHeartbeat(admin, null)).rejects.toThrow("Confirm");
  });
});
