import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";

/** What the proxy answers; `null` as status means that the request went on. */
async function ask(path: string, { method = "GET", cookie = "" } = {}) {
  const { proxy } = await import("@/proxy");
  const request = new NextRequest(`http://console.test${path}`, { method, headers: cookie ? { cookie } : {} });
  const response = proxy(request);
  const passed = response.headers.get("x-middleware-next") === "1";
  const nonce = response.headers.get("x-middleware-request-x-nonce");
  return { status: passed ? null : response.status, headers: response.headers, nonce, body: await response.text() };
}

beforeEach(() => {
  vi.resetModules();
  delete process.env.NEXTAUTH_URL;
});

describe("a request without a session cookie", () => {
  it.each([
    ["/", "/sign-in"],
    ["/settings", "/sign-in?to=%2Fsettings"],
    ["/?range=1h&route=GET+%2Fa", "/sign-in?to=%2F%3Frange%3D1h%26route%3DGET%2B%252Fa"],
    ["/nowhere", "/sign-in?to=%2Fnowhere"],
  ])("for the page %s is sent to sign in and back", async (path, location) => {
    const { status, headers } = await ask(path);
    expect([status, headers.get("location")]).toEqual([307, `http://console.test${location}`]);
  });

  it.each([
    ["GET", "/api/overview"],
    ["GET", "/api/nowhere"],
    ["POST", "/api/audit"],
    ["POST", "/settings"],
    ["DELETE", "/"],
  ])("%s %s is refused in JSON", async (method, path) => {
    const { status, body } = await ask(path, { method });
    expect([status, JSON.parse(body).error.code]).toEqual([401, "not-signed-in"]);
  });

  it.each(["/sign-in", "/api/auth/csrf", "/api/health", "/sign-in/link"])("goes on to %s", async (path) => {
    expect((await ask(path)).status).toBeNull();
  });

  it("goes on to what a program asks with a token, by that method alone", async () => {
    expect((await ask("/api/deploys", { method: "POST" })).status).toBeNull();
    expect((await ask("/api/deploys")).status).toBe(401);
    expect((await ask("/api/deploys/", { method: "POST" })).status).toBe(401);
    expect((await ask("/api/deploys", { method: "DELETE" })).status).toBe(401);
  });

  it("has the policy on its refusals too", async () => {
    expect((await ask("/api/overview")).headers.get("content-security-policy")).toContain("default-src 'self'");
  });
});

it.each(["next-auth.session-token", "__Secure-next-auth.session-token"])(
  "a request with the cookie %s goes on, with a nonce that its page and its policy share",
  async (name) => {
    const [one, other] = [await ask("/", { cookie: `${name}=x` }), await ask("/", { cookie: `${name}=x` })];
    expect(one.status).toBeNull();
    expect(one.headers.get("content-security-policy")).toContain(`'nonce-${one.nonce}'`);
    expect(one.headers.get("x-middleware-request-content-security-policy")).toContain(`'nonce-${one.nonce}'`);
    expect(one.nonce).not.toBe(other.nonce);
  },
);

it("https is insisted on only where the console has it", async () => {
  expect((await ask("/sign-in")).headers.has("strict-transport-security")).toBe(false);
  vi.resetModules();
  process.env.NEXTAUTH_URL = "https://console.example.com";
  const { headers } = await ask("/sign-in");
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=63072000/);
  expect(headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
});
