import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { isPublicPath, sessionCookieNames } from "../lib/auth/public-paths";
import { expect, test } from "./support/stack";

/** Every page and route handler of the build, with a value in each variable segment. */
function builtPaths(): { path: string; isApi: boolean }[] {
  const manifest = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8")) as Record<string, string>;
  return Object.keys(manifest)
    .filter((name) => !name.startsWith("/_"))
    .map((name) => {
      const segments = name.split("/").slice(1, -1);
      const filled = segments.filter((part) => !/^\(.*\)$/.test(part)).map((part) => part.replace(/^\[+.*\]+$/, "1"));
      return { path: `/${filled.join("/")}`, isApi: name.endsWith("/route") };
    });
}

const guarded = builtPaths().filter(({ path }) => !isPublicPath(path));

/** Whether an answer gives nothing away: 401 in JSON, or the way to sign in (as a redirect, or inside a streamed page). */
async function refuses(request: APIRequestContext, path: string, options: { method?: string; headers?: object } = {}) {
  const headers = { ...options.headers } as Record<string, string>;
  const answer = await request.fetch(path, { method: options.method ?? "GET", maxRedirects: 0, headers });
  const body = await answer.text();
  if (answer.status() === 401) return JSON.parse(body).error.code === "not-signed-in";
  if (answer.status() === 307) return /^\/sign-in(\?|$)/.test(answer.headers().location ?? "");
  return answer.status() === 200 && /NEXT_REDIRECT;\w+;\/sign-in/.test(body) && !body.includes('id="content"');
}

test.describe("without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("the build's pages and APIs are known", () => {
    const paths = builtPaths().map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(["/", "/settings", "/audit", "/audit/1", "/api/overview", "/api/audit"]),
    );
    expect(guarded.length).toBeGreaterThan(6);
  });

  test("every page and API outside the list of exceptions refuses, whatever the method", async ({ request }) => {
    const open: string[] = [];
    for (const { path, isApi } of guarded) {
      for (const method of isApi ? ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] : ["GET", "POST"]) {
        const answer = await request.fetch(path, { method, maxRedirects: 0 });
        const expected = isApi || method === "POST" ? 401 : 307;
        if (answer.status() !== expected) open.push(`${method} ${path}: ${answer.status()}`);
      }
      if (!(await refuses(request, path))) open.push(`GET ${path}`);
    }
    expect(open).toEqual([]);
  });

  test("a cookie that this console did not make opens nothing, with https's name or not", async ({ request }) => {
    const open: string[] = [];
    for (const { path } of guarded) {
      for (const name of sessionCookieNames) {
        const headers = { cookie: `${name}=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..made.up.text` };
        if (!(await refuses(request, path, { headers }))) open.push(`${path} with ${name}`);
      }
    }
    expect(open).toEqual([]);
  });

  test("headers and spellings that once went around a middleware do not", async ({ request, stack }) => {
    const around = [
      { "x-middleware-subrequest": Array(8).fill("proxy").join(":") },
      { "x-middleware-subrequest": Array(8).fill("src/middleware").join(":") },
      { "x-middleware-rewrite": "/settings", "x-middleware-next": "1" },
      { "x-original-url": "/sign-in", "x-rewrite-url": "/sign-in", "x-invoke-path": "/sign-in" },
      { rsc: "1", "next-router-prefetch": "1" },
      { "next-action": "0".repeat(40) },
    ];
    for (const headers of around) {
      for (const path of ["/", "/settings", "/api/overview"]) {
        expect(await refuses(request, path, { headers }), `${path} ${JSON.stringify(headers)}`).toBe(true);
      }
    }
    const spelled = [
      "/%73ettings",
      "//settings",
      "/sign-in/../settings",
      "/api/auth/../overview",
      "/api/health/../overview",
    ];
    for (const path of spelled) {
      const answer = await request.fetch(`${stack.urls.console}${path}`, { maxRedirects: 0 });
      expect(answer.status(), path).not.toBe(200);
    }
  });

  test("the exceptions answer, and the health says no more than ok or not", async ({ request }) => {
    expect((await request.get("/sign-in", { maxRedirects: 0 })).status()).toBe(200);
    expect((await request.get("/api/auth/csrf")).status()).toBe(200);
    expect(Object.keys(await (await request.get("/api/health")).json())).toEqual(["status"]);
  });
});
