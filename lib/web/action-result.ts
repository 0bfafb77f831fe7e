/**
 * What a server action answers: a value, or the reason for its refusal in words for people. `errors` has a message for
 * each wrong field, by its path.
 */
export type ActionResult<T = undefined> =
  | { ok: true; value: T }
  | { ok: false; code: string; message: string; errors?: Record<string, string> };

/** A refusal that a use case foresees (name taken, already revoked, wrong field): shown as it stands. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  constructor(
    readonly code: string,
    message: string,
    readonly errors?: Record<string, string>,
  ) {
    super(message);
  }
}

/** Too many failures; no attempt is considered for `retryAfterSeconds`. */
export class ThrottledError extends Error {
  override readonly name = "ThrottledError";
  constructor(readonly retryAfterSeconds: number) {
    super(`Too many failed attempts. Wait ${waitText(retryAfterSeconds)}, then try again.`);
  }
}

/** "40 seconds", "3 minutes": as precise as somebody who waits needs it. */
export function waitText(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
