import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createClient } from "@libsql/client";
import { stackAdmin } from "../scripts/run/start-full-stack.mjs";
import { viewer } from "./support/accounts";
import { OnCall } from "./support/on-call";
import { collectAnswers, findSecrets, type Secrets, scanBrowser, scanFiles } from "./support/scan-secrets";
import { expect, type Stack, test } from "./support/stack";

/** The secrets of a running stack, from the files that hold them. */
function secretsOf({ dir, tokenFile, secretFile }: Stack): Secrets {
  const read = (file: string) => readFileSync(file, "utf8").trim();
  const keyRing = JSON.parse(read(path.join(dir, "keys.json"))) as { keys: Record<string, string> };
  const sessionSecret = path.join(dir, "nextauth-secret");
  return {
    "ingest token": read(tokenFile),
    "admin's password": stackAdmin.password,
    "viewer's password": viewer.password,
    "internal secret": read(secretFile),
    ...Object.fromEntries(Object.entries(keyRing.keys).map(([id, key]) => [`key ${id}`, key])),
    ...(existsSync(sessionSecret) ? { "session secret": read(sessionSecret) } : {}),
  };
}

test("no secret stands in the database, the logs, an answer or the browser", async ({ context, page, stack }) => {
  const answers = collectAnswers(context);
  await page.goto("/?range=15m");
  await expect(new OnCall(page).route("GET /api/tasks/")).toBeVisible({ timeout: 60_000 });
  await page.goto("/settings");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Limits saved")).toBeVisible();
  // What a client sends wrongly must not end up in the log either.
  for (const authorization of [`Bearer ${secretsOf(stack)["internal secret"]}x`, "Basic c2VjcmV0OnNlY3JldA=="]) {
    await page.request.get("/api/overview?nonsense=1", { headers: { authorization } });
  }
  await page.goto("/?range=15m");
  await page.getByRole("button", { name: "Freeze the last 15m" }).click();
  await expect(page.locator('[data-part="verdict"]')).toBeVisible({ timeout: 60_000 });
  const capsule = new URL(page.url()).pathname;
  const secrets = { ...secretsOf(stack), "basic credentials": "c2VjcmV0OnNlY3JldA" };
  for (const path of ["/", "/audit", "/audit/1", "/settings", capsule, "/nowhere"]) {
    await page.goto(path);
    expect(await scanBrowser(page, secrets)).toEqual([]);
  }
  expect(await answers.scan(secrets)).toEqual([]);
  expect(scanFiles(stack.dir, secrets)).toEqual([]);
});

test("the search for secrets finds them wherever they are", async ({ page, stack, context }) => {
  const secrets = { planted: 'correct "horse" battery/staple' };
  const answers = collectAnswers(context);
  await page.goto(`/audit?subject=${encodeURIComponent(secrets.planted)}`);
  await page.evaluate(async (secret) => {
    localStorage.setItem("x", secret);
    await (await caches.open("planted")).put("/planted", new Response(secret));
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open("planted", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("rows").put(secret, "x");
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
      opening.onerror = () => reject(opening.error);
    });
  }, secrets.planted);
  const kept = (await scanBrowser(page, secrets)).join();
  for (const place of ["local storage", "IndexedDB planted rows", "cache planted"]) expect(kept).toContain(place);
  expect(await answers.scan(secrets)).toContain("planted in /audit");
  expect(findSecrets(Buffer.from(secrets.planted).toString("base64"), secrets, "base64")).toHaveLength(1);
  const client = createClient({ url: stack.databaseUrl, timeout: 5000 });
  await client.execute({ sql: "INSERT INTO setting VALUES ('planted', ?, 0)", args: [secrets.planted] });
  expect(scanFiles(stack.dir, secrets).join()).toContain("planted in console.db");
  // In a folder of its own, so that no name of the stack matters here.
  mkdirSync(path.join(stack.dir, "planted"));
  writeFileSync(path.join(stack.dir, "planted/file"), `x${secrets.planted}y`);
  expect(scanFiles(stack.dir, secrets, { everyFile: true })).toContain("planted in planted/file");
  rmSync(path.join(stack.dir, "planted"), { recursive: true });
  expect(() => scanFiles(stack.dir, secrets, { mustHold: ["nowhere.log"] })).toThrow("no nowhere.log");
  await client.execute("DELETE FROM setting WHERE key = 'planted'");
  client.close();
});
