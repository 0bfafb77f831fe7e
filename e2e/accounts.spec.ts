import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { addUser, moveThrottle, signedOutContext } from "./support/accounts";
import { expect, test } from "./support/stack";

const password = "four random words here";

async function signIn(page: Page, email: string, word = password): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(word);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Codes count once, so each use takes the next 30 s step, as far as the allowed clock difference goes. */
const codeOf = (secret: string, aheadMs = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, "")) }).generate({ timestamp: Date.now() + aheadMs });

async function stepUp(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toHaveCount(0);
}

test("an admin invites a viewer, who sees the on-call page and changes nothing", async ({ browser, stack }) => {
  await addUser(stack.databaseUrl, { email: "inviter@stack.test", password }, "admin");
  const admin = await (await signedOutContext(browser)).newPage();
  // Where one wanted to go is where one arrives.
  await admin.goto("/settings/users");
  await expect(admin).toHaveURL(/\/sign-in\?to=%2Fsettings%2Fusers/);
  await admin.getByLabel("E-mail").fill("inviter@stack.test");
  await admin.getByLabel("Password", { exact: true }).fill(password);
  await admin.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(admin.getByRole("heading", { name: "Users" })).toBeVisible();

  await admin.getByRole("button", { name: "Invite a user" }).click();
  await admin.getByLabel("E-mail").fill("guest@stack.test");
  await admin.getByLabel("Name (optional)").fill("<script>document.title='run'</script>");
  await admin.getByRole("button", { name: "Make the link" }).click();
  await stepUp(admin);
  const link = (await admin.getByTestId("one-time-link").textContent()) ?? "";
  await admin.getByRole("button", { name: "Close" }).click();
  await expect(admin.locator('[data-user="guest@stack.test"]')).toContainText("invited");
  await expect(admin.locator('[data-user="guest@stack.test"]')).toContainText("<script>");

  const guest = await (await signedOutContext(browser)).newPage();
  await guest.goto(link.trim());
  await guest.getByLabel("New password").fill(password);
  await guest.getByLabel("The same again").fill(password);
  await guest.getByRole("button", { name: "Set password" }).click();
  await expect(guest.getByText("Your password is set.")).toBeVisible();
  await signIn(guest, "guest@stack.test");
  await expect(guest.getByTestId("verdict-word")).toBeVisible();
  await guest.goto("/settings/users");
  await expect(guest.getByText("Only admins manage users")).toBeVisible();
  await expect(guest.getByRole("button", { name: "Invite a user" })).toHaveCount(0);

  // The link worked once.
  const again = await (await signedOutContext(browser)).newPage();
  await again.goto(link.trim());
  await expect(again.getByText("This link does not work")).toBeVisible();

  // Disabled while a page is open: the page ends by itself.
  await guest.goto("/");
  await admin.getByRole("button", { name: "Manage guest@stack.test" }).click();
  await admin.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(guest).toHaveURL(/\/sign-in/, { timeout: 60_000 });
  for (const page of [admin, guest, again]) await page.context().close();
});

test("a second factor is set up, asked for, replaced by a recovery code once, and lockout ends", async ({
  browser,
  stack,
}) => {
  const email = "factor@stack.test";
  await addUser(stack.databaseUrl, { email, password }, "viewer");
  const page = await (await signedOutContext(browser)).newPage();
  await signIn(page, email);
  await expect(page.getByTestId("verdict-word")).toBeVisible();
  await page.goto("/settings/account");
  await page.getByRole("button", { name: "Set it up" }).click();
  await stepUp(page);
  const secret = (await page.getByTestId("totp-secret").textContent()) ?? "";
  await page.getByLabel("2. The code that the app shows").fill("000000");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText(/Not right/)).toBeVisible();
  await page.getByLabel("2. The code that the app shows").fill(codeOf(secret));
  await page.getByRole("button", { name: "Turn it on" }).click();
  const codes = page.getByTestId("recovery-codes").getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recovery = await codes.allTextContents();
  await page.getByRole("button", { name: "I stored them" }).click();
  await expect(page.getByText("10 recovery codes are left")).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  await signIn(page, email);
  await page.getByLabel("Code").fill(codeOf(secret, 30_000));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByTestId("verdict-word")).toBeVisible();

  const lost = await (await signedOutContext(browser)).newPage();
  await signIn(lost, email);
  await lost.getByLabel("Code").fill(recovery[0]?.toUpperCase() ?? "");
  await lost.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(lost.getByTestId("verdict-word")).toBeVisible();

  const guesser = await (await signedOutContext(browser)).newPage();
  await signIn(guesser, email, "wrong password 0");
  for (let guess = 1; guess < 6; guess += 1) {
    await expect(guesser.getByText("E-mail or password is wrong.")).toBeVisible();
    await guesser.getByLabel("Password", { exact: true }).fill(`wrong password ${guess}`);
    await guesser.getByRole("button", { name: "Sign in", exact: true }).click();
    if (guess < 5) await expect(guesser.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  }
  await expect(guesser.getByText(/Too many failed attempts/)).toBeVisible();
  await moveThrottle(stack.databaseUrl, -20 * 60_000);
  await signIn(guesser, email);
  await expect(guesser.getByLabel("Code")).toBeVisible();
  for (const one of [page, lost, guesser]) await one.context().close();
});

test("signing out everywhere ends the other browser too", async ({ browser, stack }) => {
  const email = "everywhere@stack.test";
  await addUser(stack.databaseUrl, { email, password }, "viewer");
  const here = await (await signedOutContext(browser)).newPage();
  const there = await (await signedOutContext(browser, { viewport: { width: 375, height: 812 } })).newPage();
  for (const page of [here, there]) {
    await signIn(page, email);
    await expect(page.getByTestId("verdict-word")).toBeVisible();
  }
  await here.goto("/settings/account");
  await expect(here.locator("[data-session]")).toHaveCount(2);
  await here.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(here).toHaveURL(/\/sign-in/);
  await expect(there).toHaveURL(/\/sign-in/, { timeout: 60_000 });
  await there.goto("/settings");
  await expect(there).toHaveURL(/\/sign-in\?to=%2Fsettings/);
  for (const page of [here, there]) await page.context().close();
});
