const secretKey = /^(authorization|proxy-authorization|cookie|set-cookie|.*token|.*password|.*secret|api-?key)$/i;
const secretTexts: [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, "$1 [redacted]"],
  [/\bhdobs_[A-Za-z0-9]+/g, "hdobs_[redacted]"],
  [/(:\/\/)[^\s/@:]*:[^\s/@]*@/g, "$1[redacted]@"],
];
const depthMax = 6;

/** A text without bearer tokens, ingest tokens and the credentials of URLs. */
export function redactText(text: string): string {
  return secretTexts.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
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
    secretKey.test(key) ? "[redacted]" : redactAt(item, depth + 1),
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
