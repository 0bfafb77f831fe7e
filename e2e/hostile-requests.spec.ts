import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { createClient } from "@libsql/client";
import { expect, test } from "@playwright/test";
import { signIn, trySignIn } from "../scripts/run/sign-in.mjs";
import { countHostile } from "../scripts/suite/count-hostile.mjs";
import { addUser } from "./support/accounts";
import { argumentTexts, deep, everyField } from "./support/hostile-arguments";
import { startLoneConsole } from "./support/lone-console";
import { type ServerAction, serverActions } from "./support/server-actions";

const admin = { email: "admin@stack.test", password: "the-admin-of-the-stack" };
const viewer = { email: "viewer@stack.test", password: "the-viewer-of-the-stack" };
let lone: Awaited<ReturnType<typeof startLoneConsole>>;
let viewerCookie = "";

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  lone = await startLoneConsole(() => ({ OBS_ADMIN_EMAIL: admin.email, OBS_ADMIN_PASSWORD: admin.password }));
  await addUser(lone.databaseUrl, viewer, "viewer");
  viewerCookie = (await signIn(lone.url, viewer)).header;
});
test.afterAll(() => lone.stop());

/** Changes nothing: who may step up, what browsers ask their authenticators, a look for what is new, a preview. */
const harmless = ["stepUpWaysAction", "lookNowAction", "beginPasskeySignInAction", "previewThresholdsAction"];

async function call({ id, path }: ServerAction, body: string, headers: Record<string, string>) {
  const response = await fetch(lone.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

/** All that an action could have changed. */
async function stateOf(): Promise<string> {
  const client = createClient({ url: lone.databaseUrl, timeout: 5000 });
  const tables = ["token", "setting", "notify_channel", "one_time_link", "trace_snapshot", "passkey", "recovery_code"];
  const queries = [
    "SELECT id, email, role, password_hash, disabled_at, totp_secret, must_change_password FROM user ORDER BY id",
    "SELECT id, stepped_up_at FROM session ORDER BY id",
    "SELECT action, subject_name FROM audit_event WHERE action NOT LIKE 'session.%' ORDER BY seq",
    ...tables.map((table) => `SELECT * FROM ${table} ORDER BY 1`),
  ];
  const rows = [];
  for (const query of queries) rows.push((await client.execute(query)).rows);
  client.close();
  return JSON.stringify(rows);
}

test("no viewer changes anything by any action of the build, whatever they send", async () => {
  const actions = serverActions().filter(({ name }) => !/^end(Own|All|Other)?Session/.test(name));
  expect(actions.length).toBeGreaterThan(40);
  const before = await stateOf();
  const pid = lone.pid();
  const done: string[] = [];
  for (const action of actions) {
    for (const body of argumentTexts) {
      const { status, text } = await call(action, body, { cookie: viewerCookie, origin: lone.url });
      // 500 is Next's answer to what it cannot read as arguments.
      expect([200, 400, 500], `${action.name} ${body.slice(0, 80)}`).toContain(status);
      if (text.includes('"ok":true') && !harmless.includes(action.name))
        done.push(`${action.name} ${body.slice(0, 80)}`);
    }
  }
  expect(done).toEqual([]);
  expect(await stateOf()).toBe(before);
  expect(lone.pid()).toBe(pid);
  countHostile("actions", "arguments by a viewer", actions.length * argumentTexts.length);
});

test("no action is done for another site, for nobody, or for a made-up session", async () => {
  const actions = serverActions();
  const before = await stateOf();
  const senders: Record<string, string>[] = [
    { cookie: viewerCookie, origin: "http://evil.test" },
    { cookie: viewerCookie, origin: "null" },
    { cookie: viewerCookie },
    { cookie: viewerCookie, origin: `${lone.url}.evil.test` },
    { cookie: viewerCookie, origin: "http://evil.test", "x-forwarded-host": "evil.test" },
    { origin: lone.url, "x-middleware-subrequest": Array(8).fill("proxy").join(":") },
    { origin: lone.url, cookie: "next-auth.session-token=eyJhbGciOiJkaXIifQ..a.b.c" },
  ];
  for (const action of actions) {
    for (const headers of senders) {
      const { text } = await call(action, JSON.stringify([everyField]), headers);
      expect(text.includes('"ok":true'), `${action.name} ${JSON.stringify(headers)}`).toBe(
        headers.origin === lone.url && action.name === "beginPasskeySignInAction" && text.includes("challenge"),
      );
    }
  }
  expect(await stateOf()).toBe(before);
  countHostile("actions", "senders", actions.length * senders.length);
});

test("malformed actions cost one short line of the log each, and equal ones are folded", async () => {
  const logged = () => readFileSync(lone.logFile, "utf8");
  const unknown = { id: "f".repeat(42), name: "", path: "/sign-in" };
  const from = logged().length;
  for (let n = 0; n < 100; n += 1) await call(unknown, "[]", { origin: lone.url });
  for (let n = 0; n < 20; n += 1) await call({ ...unknown, id: `${n}`.padStart(42, "0") }, "[", { origin: lone.url });
  await expect.poll(() => logged().slice(from)).toContain("f".repeat(42));
  const lines = logged()
    .slice(from)
    .split("\n")
    .filter((line) => line !== "");
  for (const line of lines) expect(line.length, line).toBeLessThan(600);
  // Next tells each twice at most: what it printed, and what failed.
  expect(lines.filter((line) => line.includes("f".repeat(42))).length).toBeLessThanOrEqual(2);
  expect(lines.length).toBeLessThan(60);
});

test("the JSON APIs answer what nobody foresaw with 4xx, and never with more than was asked", async () => {
  const manifest = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8")) as Record<string, string>;
  const paths = Object.keys(manifest)
    .filter((name) => name.startsWith("/api/") && !name.includes("nextauth"))
    .map((name) => name.replace(/\/route$/, "").replace(/\[\w+\]/g, "1"));
  const values = [
    "",
    "\u0000",
    "'\"<script>",
    "../../etc/passwd",
    "1e999",
    "-1",
    "NaN",
    "{}",
    "__proto__",
    "x".repeat(9000),
  ];
  const names = ["range", "route", "from", "to", "service", "id", "__proto__", "constructor", "fresh"];
  let sent = 0;
  const wrong: string[] = [];
  for (const path of paths) {
    const queries = names.map((name, at) => `${name}=${encodeURIComponent(values[at % values.length] ?? "")}`);
    queries.push(...values.map((value) => `range=${encodeURIComponent(value)}`));
    queries.push(
      "range=1h&range=1h",
      "%ff=%ff",
      "a".repeat(12_000),
      Array.from({ length: 900 }, (_, n) => `p${n}=1`).join("&"),
    );
    for (const query of queries) {
      const response = await fetch(`${lone.url}${path}?${query}`, { headers: { cookie: viewerCookie } });
      const text = await response.text();
      sent += 1;
      // Nobody is behind this console: what it asks others for is 502.
      if (response.status === 500 || /node_modules|\n\s+at |SELECT /.test(text))
        wrong.push(`${response.status} ${path}?${query.slice(0, 60)}`);
    }
    for (const segment of ["%00", "..%2f..%2f", "%2e%2e", "a".repeat(3000), "%F0%9F%98%80", "'%20OR%201=1--"]) {
      const response = await fetch(`${lone.url}${path.replace(/1$/, "")}${segment}`, {
        headers: { cookie: viewerCookie },
        redirect: "manual",
      });
      sent += 1;
      if (response.status === 500) wrong.push(`${response.status} ${path} ${segment.slice(0, 60)}`);
    }
  }
  expect(wrong).toEqual([]);
  countHostile("APIs", "queries and segments", sent);
});

test("sign-in stands what is no form: other types, other shapes, foreign addresses to go on to", async () => {
  const bodies: [type: string, body: string][] = [
    ["application/json", '{"__proto__":{"role":"admin"}}'],
    ["application/json", '{"email":{"$ne":null},"password":{"$ne":null}}'],
    ["application/json", '{"email":["admin@stack.test"],"password":["x"]}'],
    ["application/json", deep(4000)],
    ["application/json", '{"constructor":{"prototype":{"x":1}}}'],
    ["application/x-www-form-urlencoded", "email[]=a&email[]=b&password[$gt]="],
    ["application/x-www-form-urlencoded", `email=${"%00".repeat(2000)}&password=x`],
    ["application/x-www-form-urlencoded", "&".repeat(15_000)],
    [
      "multipart/form-data; boundary=x",
      `--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--\r\n`,
    ],
    ["text/plain", "email=admin@stack.test"],
    ["application/xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ["", "\u0000\u0001\u0002"],
  ];
  const paths = [
    "callback/credentials",
    "signin/credentials",
    "session",
    "signout",
    "_log",
    "callback/oidc",
    "__proto__",
  ];
  for (const path of paths) {
    for (const [type, body] of bodies) {
      const headers = { "content-type": type, origin: lone.url };
      const response = await fetch(`${lone.url}/api/auth/${path}`, {
        method: "POST",
        headers,
        body,
        redirect: "manual",
      });
      // Whoever asks for their session hears that there is none.
      if (path !== "session") expect(response.status, `${path} ${type} ${body.slice(0, 60)}`).not.toBe(200);
      expect(response.headers.getSetCookie().join(), `${path} ${type}`).not.toMatch(/session-token=[^;]/);
    }
  }
  const elsewhere = ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)", "data:text/html,x"];
  elsewhere.push(
    `${lone.url}@evil.test/`,
    `${lone.url}.evil.test/`,
    "/%09/evil.test",
    "/\t/evil.test",
    "/%5c/evil.test",
  );
  for (const to of elsewhere) {
    for (const path of ["/api/auth/signin", "/api/auth/signout", "/api/auth/error", "/sign-in"]) {
      const url = new URL(path, lone.url);
      for (const name of ["callbackUrl", "to", "error"]) url.searchParams.set(name, to);
      const response = await fetch(url, { redirect: "manual" });
      const location = response.headers.get("location");
      if (location) expect(new URL(location, lone.url).origin, `${path} ${to}`).toBe(lone.url);
      expect(await response.text()).not.toMatch(/href="(https?:)?\/\/[^"]*evil/);
    }
  }
  expect((await trySignIn(lone.url, admin)).status).toBe(200);
  countHostile("sign-in", "forms and ways on", paths.length * bodies.length + elsewhere.length * 4);
});

test("no header makes the console ask or send people elsewhere", async () => {
  let asked = 0;
  const other = createServer((_request, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const elsewhere = `127.0.0.1:${(other.address() as { port: number }).port}`;
  const [action] = serverActions().filter(({ name }) => name === "inviteUserAction");
  const hosts = [
    `Host: ${elsewhere}`,
    `Host: x\r\nX-Forwarded-Host: ${elsewhere}`,
    `Host: x\r\nForwarded: host=${elsewhere}`,
  ];
  const heads = hosts.flatMap((host) => [
    `GET /settings HTTP/1.1\r\n${host}`,
    `GET /settings/ HTTP/1.1\r\n${host}`,
    `GET http://${elsewhere}/settings/ HTTP/1.1\r\n${host}`,
    `GET /api/auth/signin HTTP/1.1\r\n${host}`,
    // Next passes an action of another page on to that page, at the address that it takes for its own.
    `POST /sign-in HTTP/1.1\r\n${host}\r\nOrigin: http://${elsewhere}\r\nNext-Action: ${action?.id}\r\nContent-Type: text/plain\r\nContent-Length: 4`,
  ]);
  for (const head of heads) {
    const answer = await sendRaw(`${head}\r\nConnection: close\r\n\r\n[{}]`);
    expect(/^location: (.*)$/im.exec(answer)?.[1] ?? "/", head).toMatch(/^(\/(?!\/)|http:\/\/127\.0\.0\.1:\d+\/)/);
    expect(/^location: (.*)$/im.exec(answer)?.[1] ?? "/", head).not.toContain(elsewhere);
  }
  expect(asked).toBe(0);
  other.close();
  countHostile("APIs", "hosts", heads.length);
});

/** One request as it stands; all that comes back until the connection ends. */
async function sendRaw(text: string): Promise<string> {
  const socket = connect(Number(new URL(lone.url).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => {});
  socket.write(text);
  await new Promise((resolve) => socket.once("end", resolve).once("close", resolve));
  socket.destroy();
  return answer;
}
