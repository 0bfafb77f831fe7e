import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { signIn } from "../scripts/run/sign-in.mjs";
import { startLoneConsole } from "./support/lone-console";

const admin = { email: "admin@stack.test", password: "the-admin-of-the-stack" };
let lone: Awaited<ReturnType<typeof startLoneConsole>>;
/** Browsers make no passkeys for a bare address. */
let url = "";

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  lone = await startLoneConsole((local) => ({
    OBS_ADMIN_EMAIL: admin.email,
    OBS_ADMIN_PASSWORD: admin.password,
    NEXTAUTH_URL: local.replace("127.0.0.1", "localhost"),
  }));
  url = lone.url.replace("127.0.0.1", "localhost");
});
test.afterAll(() => lone.stop());

/** Plugs an authenticator into the browser that verifies its user, or does not. */
async function plugIn(page: Page, isUserVerified = true): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...options, isUserVerified, automaticPresenceSimulation: true },
  });
  return { cdp, authenticatorId };
}

async function signInByPassword(page: Page): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Confirm that it is you" });

test("a passkey is added, stands for the code, steps up, signs in by itself, and only as itself", async ({ page }) => {
  const { cdp, authenticatorId } = await plugIn(page);
  await signInByPassword(page);
  await expect(page).toHaveURL(`${url}/`);
  await page.goto(`${url}/settings/account`);
  await page.getByLabel("Name of a new one").fill("Key of the admin");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await dialogOf(page).getByLabel("Your password").fill(admin.password);
  await dialogOf(page).getByRole("button", { name: "Confirm" }).click();
  const codes = page.getByTestId("recovery-codes").locator("li");
  await expect(codes).toHaveCount(10);
  await page.getByRole("button", { name: "I stored them" }).click();
  await expect(page.locator('[data-passkey="Key of the admin"]')).toBeVisible();

  await test.step("the password alone signs in no more", async () => {
    await expect(signIn(lone.url, admin)).rejects.toThrow(/403|401/);
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await signInByPassword(page);
    await expect(page.getByText("The password is right.")).toBeVisible();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page).toHaveURL(`${url}/`);
  });

  await test.step("a step-up takes the passkey, and the password no more", async () => {
    await page.goto(`${url}/settings/users`);
    await page.getByRole("button", { name: "Invite a user" }).click();
    await page.getByLabel("E-mail").fill("second@stack.test");
    await page.getByRole("button", { name: "Make the link" }).click();
    await expect(dialogOf(page)).toBeVisible();
    await expect(dialogOf(page).getByLabel("Your password")).toHaveCount(0);
    await dialogOf(page)
      .getByLabel(/recovery code/)
      .fill(admin.password);
    await dialogOf(page).getByRole("button", { name: "Confirm" }).click();
    await expect(dialogOf(page).getByText("Not right.")).toBeVisible();
    await dialogOf(page).getByRole("button", { name: "Use a passkey" }).click();
    await expect(page.getByTestId("one-time-link")).toBeVisible();
  });

  await test.step("it signs in by itself", async () => {
    await page.context().clearCookies();
    await page.goto(`${url}/sign-in`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page).toHaveURL(`${url}/`);
  });

  await test.step("an authenticator that does not verify its user, and one that the console does not know, open nothing", async () => {
    await page.context().clearCookies();
    await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    await page.goto(`${url}/sign-in`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert").filter({ hasText: /passkey/i })).toBeVisible();
    expect(page.url()).toContain("/sign-in");
    await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  });

  await test.step("an answer that was used once, or is for another host, counts for nothing", async () => {
    const sent = page.waitForRequest((request) => request.url().includes("callback/credentials"));
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    const body = new URLSearchParams((await sent).postData() ?? "");
    await expect(page).toHaveURL(`${url}/`);
    const passkey = body.get("passkey") ?? "";
    expect(JSON.parse(passkey)).toHaveProperty("response.signature");
    const { trySignIn } = await import("../scripts/run/sign-in.mjs");
    const origin = { origin: url };
    const replayed = await trySignIn(lone.url, { email: "", password: "", passkey } as never, origin);
    expect([replayed.status, await replayed.json()]).toMatchObject([401, { error: { code: "bad-passkey" } }]);
    for (const forged of ["{}", "[]", "x", passkey.replace(/"signature":"...../, '"signature":"AAAAA')]) {
      const answer = await trySignIn(lone.url, { email: "", password: "", passkey: forged } as never, origin);
      expect([401, 429]).toContain(answer.status);
    }
  });
});

test("codes of an app work beside it, and the passkey is removed by a step-up", async ({ page }) => {
  await plugIn(page);
  await page.goto(`${url}/sign-in`);
  // The authenticator of the test before is gone with its browser: the recovery of a lost one is an admin's.
  const { recoverAccount } = await import("./support/recover");
  const password = await recoverAccount(lone, admin.email);
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("New password").fill(admin.password);
  await page.getByLabel("The same again").fill(admin.password);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page).toHaveURL(`${url}/`);
  await page.goto(`${url}/settings/account`);
  await expect(page.locator("[data-passkey]")).toHaveCount(0);
  await page.getByRole("button", { name: "Set it up" }).click();
  await dialogOf(page).getByLabel("Your password").fill(admin.password);
  await dialogOf(page).getByRole("button", { name: "Confirm" }).click();
  const secret = ((await page.getByTestId("totp-secret").textContent()) ?? "").replace(/\s/g, "");
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await page.getByLabel("2. The code that the app shows").fill(totp.generate());
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.getByRole("button", { name: "I stored them" }).click();
  await page.getByLabel("Name of a new one").fill("Second key");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const row = page.locator('[data-passkey="Second key"]');
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: "Remove Second key" }).click();
  await expect(row).toHaveCount(0);
});
