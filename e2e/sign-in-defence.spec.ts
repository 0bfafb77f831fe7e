import { expect, type Page, test } from "@playwright/test";
import { signIn, trySignIn } from "../scripts/run/sign-in.mjs";
import { addUser } from "./support/accounts";
import { startLoneConsole } from "./support/lone-console";

const admin = { email: "admin@stack.test", password: "the-admin-of-the-stack" };
const viewer = { email: "viewer@stack.test", password: "the-viewer-of-the-stack" };
const wrong = { ...admin, password: "wrong" };
type Lone = Awaited<ReturnType<typeof startLoneConsole>>;
let lone: Lone;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  const settings = { OBS_ADMIN_EMAIL: admin.email, OBS_ADMIN_PASSWORD: admin.password };
  lone = await startLoneConsole(() => settings);
  await addUser(lone.databaseUrl, viewer, "viewer");
});
test.afterAll(() => lone.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(lone.url + path, { redirect: "manual", headers });

test("outsiders get the sign-in page or 401, whatever headers they bring", async () => {
  const bypass = "proxy:proxy:proxy:proxy:proxy";
  const tricks: Record<string, string>[] = [
    {},
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-subrequest": bypass, "x-obs-path": "//evil.test", "x-obs-peer": "127.0.0.1" },
    { cookie: "next-auth.session-token=forged" },
    { rsc: "1", "next-router-prefetch": "1" },
  ];
  for (const headers of tricks) {
    for (const path of ["/", "/settings", "/settings/users", "/settings/account"]) {
      const response = await get(path, headers);
      expect([path, response.status], JSON.stringify(headers)).toEqual([path, 307]);
      expect(response.headers.get("location")).toMatch(/^\/sign-in(\?to=%2F[a-z%A-Z0-9]*)?$/);
    }
    expect((await get("/api/overview?range=1h", headers)).status).toBe(401);
  }
  expect(await (await get("/api/health")).json()).toEqual({ status: "ok" });
  const { header } = await signIn(lone.url, viewer);
  expect(await (await get("/api/health", { cookie: header })).json()).toHaveProperty("components");
});

test("the cookie is HttpOnly and SameSite=Lax, and a client's session update changes nothing", async () => {
  const answer = await trySignIn(lone.url, viewer);
  const cookie = answer.headers.getSetCookie().find((line) => line.includes("session-token")) ?? "";
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  const { header } = await signIn(lone.url, viewer);
  const csrf = await get("/api/auth/csrf", { cookie: header });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookies = [header, ...csrf.headers.getSetCookie().map((line) => line.split(";")[0])].join("; ");
  const update = await fetch(`${lone.url}/api/auth/session`, {
    method: "POST",
    headers: { origin: lone.url, cookie: cookies, "content-type": "application/json" },
    body: JSON.stringify({ csrfToken, data: { role: "admin", steppedUpAtMs: 9e15, sid: "other" } }),
  });
  expect(Object.keys((await update.json()) as object)).toEqual(["expires"]);
  const users = await get("/settings/users", { cookie: header });
  expect(await users.text()).toContain("Only admins manage users");
});

test("a spoofed X-Forwarded-For does not get around the throttle, which a restart does not end", async () => {
  for (let n = 0; n < 5; n += 1) {
    const headers = { "x-forwarded-for": `198.51.100.${n}`, "x-obs-peer": `198.51.100.${n}` };
    expect((await trySignIn(lone.url, wrong, headers)).status).toBe(401);
  }
  await lone.restart();
  const throttled = await trySignIn(lone.url, admin, { "x-forwarded-for": "198.51.100.77" });
  expect(throttled.status).toBe(429);
  const seconds = Number(throttled.headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(30);
  // Other accounts are not shut out with it.
  expect((await trySignIn(lone.url, viewer)).status).toBe(200);
});

test("forms and actions from another site are refused, and those of the signed-out, the disabled and viewers", async ({
  browser,
}) => {
  expect((await trySignIn(lone.url, viewer, { origin: "http://evil.test" })).status).toBe(403);
  expect((await trySignIn(lone.url, viewer, { origin: "null" })).status).toBe(403);

  const email = "second@stack.test";
  await addUser(lone.databaseUrl, { ...admin, email }, "admin");
  const context = await browser.newContext({ baseURL: lone.url });
  const page = await context.newPage();
  await page.goto("/sign-in?to=//evil.test");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(`${lone.url}/`);
  await page.goto("/settings/account");
  const sent = await recordAction(page, () => page.getByRole("button", { name: "Set it up" }).click());
  const replay = async (headers: Record<string, string>) => {
    const response = await fetch(sent.url, {
      method: "POST",
      headers: { ...sent.headers, ...headers },
      body: sent.body,
    });
    return await response.text();
  };
  const own = sent.headers.cookie ?? "";
  expect(await replay({})).toContain("step-up-needed");
  const foreign = await replay({ origin: "http://evil.test" });
  expect(foreign).not.toContain("step-up-needed");
  expect(await replay({ cookie: "" })).toContain("not-signed-in");
  const { header } = await signIn(lone.url, viewer);
  expect(await replay({ cookie: header })).toContain("step-up-needed");
  await disable(lone, email);
  await expect.poll(() => replay({ cookie: own })).toContain("not-signed-in");
  await context.close();
});

/** The next server action that the page sends, as a replay needs it. */
async function recordAction(page: Page, act: () => Promise<void>) {
  const waiting = page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
  await act();
  const request = await waiting;
  const { "content-length": _length, host: _host, ...headers } = await request.allHeaders();
  const plain = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
  return { url: request.url(), headers: plain, body: request.postData() ?? "" };
}

async function disable({ databaseUrl }: Lone, email: string): Promise<void> {
  const { createClient } = await import("@libsql/client");
  const client = createClient({ url: databaseUrl, timeout: 5000 });
  const args = [new Date().toISOString(), email];
  await client.execute({ sql: "UPDATE user SET disabled_at = ? WHERE email = ?", args });
  client.close();
}
