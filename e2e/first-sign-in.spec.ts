import { expect, test } from "@playwright/test";
import { ensureAdmin } from "../scripts/setup/ensure-admin.mjs";
import { startLoneConsole } from "./support/lone-console";

test("the generated password of a first start signs in, has to be replaced, and then works no more", async ({
  browser,
}) => {
  const lone = await startLoneConsole();
  try {
    const context = await browser.newContext({ baseURL: lone.url });
    const page = await context.newPage();
    await page.goto("/");
    await expect(page.getByText("There is no account yet.")).toBeVisible();
    const admin = await ensureAdmin(lone);
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
    await lone.stop();
  }
});
