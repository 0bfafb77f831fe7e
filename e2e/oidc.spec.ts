import { createServer, type Server } from "node:http";
import { createClient } from "@libsql/client";
import { expect, type Page, test } from "@playwright/test";
import Provider from "oidc-provider";
import { freePort } from "../scripts/process/free-port.mjs";
import { startLoneConsole } from "./support/lone-console";

/** A real OpenID Connect provider; whoever types a name at it has the address name@honeydue.test. */
async function startProvider(redirectUri: string, port: number): Promise<Server> {
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{ client_id: "obs", client_secret: "obs-client-secret-of-the-test", redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ["a test's cookie key"] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => {
        const email = id.includes("@") ? id : `${id}@honeydue.test`;
        return { sub: id, email, email_verified: id !== "unverified", name: id };
      },
    }),
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

async function signInThrough(page: Page, login: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto("/sign-in?to=/settings/account");
  await page.getByRole("button", { name: /^Sign in with 127\.0\.0\.1/ }).click();
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill("any");
  await page.locator('button[type="submit"]').click();
  await page.locator('button[type="submit"]').click();
}

test("an allowed address signs in through the provider as a viewer; others do not", async ({ browser }) => {
  const port = await freePort();
  const lone = await startLoneConsole((url) => ({
    NEXTAUTH_URL: url,
    OBS_OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OBS_OIDC_CLIENT_ID: "obs",
    OBS_OIDC_CLIENT_SECRET: "obs-client-secret-of-the-test",
    OBS_OIDC_ALLOWED_DOMAIN: "honeydue.test",
  }));
  const provider = await startProvider(`${lone.url}/api/auth/callback/oidc`, port);
  const database = createClient({ url: lone.databaseUrl, timeout: 5000 });
  try {
    const context = await browser.newContext({ baseURL: lone.url });
    const page = await context.newPage();
    await signInThrough(page, "robin");
    await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
    await expect(page.getByText("robin@honeydue.test, viewer")).toBeVisible();

    for (const login of ["unverified", "robin@elsewhere.test"]) {
      await signInThrough(page, login);
      await expect(page.getByText("this console does not let you in")).toBeVisible();
    }
    await database.execute("UPDATE user SET disabled_at = CURRENT_TIMESTAMP");
    await signInThrough(page, "robin");
    await expect(page.getByText("this console does not let you in")).toBeVisible();
    const { rows } = await database.execute("SELECT email, role FROM user");
    expect(rows.map(({ email, role }) => [email, role])).toEqual([["robin@honeydue.test", "viewer"]]);
    await context.close();
  } finally {
    database.close();
    provider.close();
    provider.closeAllConnections();
    await lone.stop();
  }
});
