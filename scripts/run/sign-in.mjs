/** @typedef {{ email: string, password: string, code?: string }} Credentials */

/** @param {Response} response @returns {string[]} "name=value" of each cookie it sets */
const cookiesOf = (response) => response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");

/**
 * Tries to sign in at a running console as its form does.
 * @param {string} consoleUrl @param {Credentials} credentials @param {Record<string, string>} [headers]
 */
export async function trySignIn(consoleUrl, credentials, headers = {}) {
  const csrf = await fetch(`${consoleUrl}/api/auth/csrf`, { headers });
  const { csrfToken } = /** @type {{ csrfToken: string }} */ (await csrf.json());
  const cookie = cookiesOf(csrf).join("; ");
  return await fetch(`${consoleUrl}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { origin: new URL(consoleUrl).origin, cookie, ...headers },
    body: new URLSearchParams({ code: "", ...credentials, csrfToken, json: "true" }),
  });
}

/**
 * Signs in and returns the session cookie, for the Cookie header of later requests. Throws with the answer when refused.
 * @param {string} consoleUrl @param {Credentials} credentials @param {Record<string, string>} [headers]
 * @returns {Promise<{ name: string, value: string, header: string }>}
 */
export async function signIn(consoleUrl, credentials, headers = {}) {
  const response = await trySignIn(consoleUrl, credentials, headers);
  const header = cookiesOf(response).find((cookie) => cookie.includes("session-token=") && !cookie.endsWith("="));
  if (!response.ok || !header) throw new Error(`signing in: ${response.status} ${await response.text()}`);
  const [name = "", value = ""] = header.split(/=(.*)/s);
  return { name, value, header };
}
