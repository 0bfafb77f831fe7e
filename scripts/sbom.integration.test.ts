import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
let advise: (response: ServerResponse) => void = () => {};
const json = (body: unknown) => (response: ServerResponse) =>
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));

// npm asks for advisories of all packages at once, and then for the versions of those that have some.
const registry = createServer((request, response) => {
  request.resume();
  if (request.url?.endsWith("/advisories/bulk")) return advise(response);
  const name = decodeURIComponent(request.url?.slice(1) ?? "");
  json({ name, "dist-tags": { latest: "16.4.6" }, versions: { "16.4.6": { name, version: "16.4.6" } } })(response);
});
beforeAll(() => new Promise<void>((done) => registry.listen(0, "127.0.0.1", () => done())));
afterAll(() => registry.close());

/** `npm run sbom` with the real npm, at a registry of ours. */
function run(port = (registry.address() as AddressInfo).port): Promise<{ code: number; text: string }> {
  const cache = mkdtempSync(path.join(tmpdir(), "obs-npm-"));
  const settings = { npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_cache: cache };
  const env = { ...process.env, ...settings, npm_config_fetch_retries: "0" };
  return new Promise((resolve) =>
    execFile("npm", ["run", "-s", "sbom"], { cwd: root, env }, (error, out, err) => {
      rmSync(cache, { recursive: true, force: true });
      resolve({ code: error ? Number(error.code) : 0, text: out + err });
    }),
  );
}
const high = { id: 1, url: "https://x", title: "of this test", severity: "high", vulnerable_versions: "<99.0.0" };

test("the packages are listed, and what the registry knows against them decides", { timeout: 180_000 }, async () => {
  advise = json({});
  expect(await run()).toMatchObject({ code: 0, text: expect.stringMatching(/^\d{3} packages: .*\nNone is known\./) });
  advise = json({ next: [high] });
  expect(await run()).toMatchObject({ code: 1, text: expect.stringMatching(/\d+ high/) });
  advise = json({ next: [{ ...high, severity: "low" }] });
  expect(await run()).toMatchObject({ code: 0, text: expect.stringMatching(/\d+ low/) });
});

test.each([
  ["is away", undefined, 1],
  ["refuses", (response: ServerResponse) => response.writeHead(404).end("{}"), undefined],
  ["answers with a page", (response: ServerResponse) => response.end("<html>"), undefined],
])("a registry that %s: it says that nothing is known, which is no success", async (_how, answer, port) => {
  if (answer) advise = answer;
  expect(await run(port)).toMatchObject({ code: 2, text: expect.stringContaining("Nothing is known, good or bad.") });
});
