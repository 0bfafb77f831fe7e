import { authApiPath } from "@/lib/links/api-paths";

/** What next-auth (or the wrapper around it) answered to a form. */
export type AuthAnswer =
  | { ok: true; url: string | null }
  | { ok: false; code: string; message: string; retryAfterSeconds: number | null };

const unreachable: AuthAnswer = {
  ok: false,
  code: "unreachable",
  message: "The console did not answer. Try again.",
  retryAfterSeconds: null,
};

type Body = { url?: string; csrfToken?: string; error?: { code: string; message: string } };

async function ask(path: string, init?: RequestInit): Promise<{ response: Response; body: Body }> {
  const response = await fetch(authApiPath(path), {
    cache: "no-store",
    signal: AbortSignal.timeout(30_000),
    ...init,
  });
  return { response, body: ((await response.json().catch(() => null)) as Body | null) ?? {} };
}

/** Posts a form to next-auth with its CSRF token, from the browser. Never throws; no answer is an answer of its own. */
export async function postAuth(path: string, fields: Record<string, string>): Promise<AuthAnswer> {
  try {
    const { body: csrf } = await ask("csrf");
    const form = new URLSearchParams({ ...fields, csrfToken: csrf.csrfToken ?? "", json: "true" });
    const { response, body } = await ask(path, { method: "POST", body: form });
    if (response.ok) return { ok: true, url: body.url ?? null };
    const { code = "failed", message = `The console answered with status ${response.status}.` } = body.error ?? {};
    const seconds = Number(response.headers.get("retry-after"));
    return { ok: false, code, message, retryAfterSeconds: seconds > 0 ? seconds : null };
  } catch {
    return unreachable;
  }
}
