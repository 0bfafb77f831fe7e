// Without spaces and slashes: a route such as "POST /api/device-token" is not the name of a secret. Headers also under
// the names that traces give them: http.request.header.cookie.
const secretKey =
  /^((?:[^\s/]*[._-])?(?:authorization|cookies?|api[-_]?key)|otp|totp|recovery-?codes?|[^\s/]*(token|password|passphrase|secret)(hash|digest|enc)?)$/i;
// Each is linear in the length of the text, whatever it holds: a repeated part either has a bounded length, or can only
// begin after a character that it does not match itself. `app/linear-time.test.ts` measures that.
const secretTexts: [RegExp, string | ((match: string) => string)][] = [
  // The whole URI: apart from the secret, it says whose it is.
  [/\botpauth:\/\/[^\s"'\\]+/gi, "otpauth://[redacted]"],
  [/((?:__Secure-|__Host-)?next-auth\.[a-z.-]{1,60}(?:\.\d{1,4})?=)[^;\s"'\\]+/gi, "$1[redacted]"],
  // JSON web tokens, encrypted ones too (their second part is empty then).
  [/(?<![\w-])[\w-]{11,}(?:\.[\w-]*){2,4}/g, hideJsonWebToken],
  [/([?&](?:token|code|secret|password|state|id_token|access_token)=)[^&\s"'\\#]+/gi, "$1[redacted]"],
  [/\b((?:set-)?cookie:\s*)[^\r\n"\\]+/gi, "$1[redacted]"],
  // password=x, "access_token": "x"; an SQL placeholder is not a secret.
  [
    /((?:passw(?:or)?d|passphrase|secret|token|api[-_]?key)\\?["']?(?:=|["']\s*:\s*)\\?["']?)(?![?$@:[])[^\s"'&;,}\\]+/gi,
    "$1[redacted]",
  ],
  [/(\/sign-in\/link\/)[A-Za-z0-9_~-]{16,}/g, "$1[redacted]"],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, "$1 [redacted]"],
  [/\bhdobs_[A-Za-z0-9]+/g, "hdobs_[redacted]"],
  [/(:\/\/)[^\s/@:]*:[^\s/@]*@/g, "$1[redacted]@"],
];
const depthMax = 6;

/** Whether a key's name says that its value is a secret: authorization, cookie, token, password, ... */
export const isSecretName = (key: string) => secretKey.test(key);

/**
 * A run of three or more parts is a JSON web token from the "eyJ" of its first part on; without one it stays as it is.
 */
function hideJsonWebToken(run: string): string {
  const start = /(?:^|-)eyJ[\w-]{8,}/.exec(run.slice(0, run.indexOf(".")));
  if (!start) return run;
  return `${run.slice(0, start.index + (start[0].startsWith("-") ? 1 : 0))}[redacted]`;
}

/**
 * A text without bearer and ingest tokens, cookies, passwords, one-time links, otpauth URIs and credentials in URLs.
 */
export function redactText(text: string): string {
  return secretTexts.reduce(
    (result, [pattern, by]) => (typeof by === "string" ? result.replace(pattern, by) : result.replace(pattern, by)),
    text,
  );
}

function redactError(error: Error, depth: number): object {
  const { name, message, stack, cause } = error;
  const rest = cause === undefined ? {} : { cause: redactAt(cause, depth + 1) };
  return { type: name, message: redactText(message), stack: redactText(stack ?? ""), ...rest };
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > depthMax) return "[deeper]";
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redactAt(item, depth + 1));
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    isSecretName(key) ? "[redacted]" : redactAt(item, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/**
 * A copy for the log in which the values of secret-named keys (authorization, cookie, token, password, ...) are gone
 * at any depth, and tokens inside texts and errors too. Errors become plain objects with their causes.
 */
export function redact(record: Record<string, unknown>): Record<string, unknown> {
  return redactAt(record, 0) as Record<string, unknown>;
}
