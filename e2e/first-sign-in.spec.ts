import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { ensureAdmin } from "../scripts/stack/ensure-admin.mjs";
import { freePort } from "../scripts/stack/free-port.mjs";
import { migrateDatabase } from "../scripts/stack/migrate-database.mjs";
import { startConsole } from "../scripts/stack/start-console.mjs";

test("the generated password of a first start signs in, has to be replaced, and then works no more", async ({
  browser,
}) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "obs-first-"));
  const databaseUrl = `file:${path.join(dataDir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  const ports = { port: await freePort(), internalPort: await freePort() };
  const unreachable = { VICTORIAMETRICS_URL: "http://127.0.0.1:1", JAEGER_URL: "http://127.0.0.1:1" };
  const started = await startConsole({ ...ports, dataDir, databaseUrl, env: unreachable });
  try {
    const context = await browser.newContext({ baseURL: started.url });
    const page = await context.newPage();
    await page.goto("/");
    await expect(page.getByText("There is no account yet.")).toBeVisible();
    const admin = await ensureAdmin({ dataDir, databaseUrl });
    expect(admin?.password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
    const signIn = async (password: string) => {
      await page.goto("/sign-in");
      await page.getByLabel("E-mail").fill(admin?.email ?? "");
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    };
    await signIn(admin?.password ?? "");
    await expect(page.getByRole("heading", { name: "Choose your password" })).toBeVisible();
    // Nothing else opens before that.
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/sign-in\/new-password\?to=%2Fsettings/);
    expect((await page.request.get("/api/overview?range=1h")).status()).toBe(401);

    await page.getByLabel("New password").fill("short");
    await page.getByLabel("The same again").fill("short");
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByText("Use at least 12 characters.")).toBeVisible();
    await page.getByLabel("New password").fill("a password of my own");
    await page.getByLabel("The same again").fill("a password of my own");
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();

    await context.clearCookies();
    await signIn(admin?.password ?? "");
    await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
    await signIn("a password of my own");
    await expect(page.getByTestId("verdict-word")).toBeVisible();
    await context.close();
  } finally {
    await started.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
