export const roles = ["viewer", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * Who does something: a signed-in user, the command line on the host, or a part of the console itself. Role and
 * step-up are read from the database at every request, never from what a client says.
 */
export type Actor =
  | { kind: "user"; userId: string; email: string; role: Role; sessionId: string; steppedUpAtMs: number | null }
  | { kind: "cli" }
  | { kind: "system"; name: string };

/** How long a step-up (password or second factor again) holds. */
export const stepUpMs = 10 * 60_000;

export type AuthorityCode = "not-signed-in" | "not-allowed" | "step-up-needed";

/** The actor may not do this; the message is for people and says what to do. */
export class AuthorityError extends Error {
  override readonly name = "AuthorityError";
  /** Next hands the digest of a page's error to the browser, where the message of any other error is left out. */
  readonly digest: string;
  constructor(
    readonly code: AuthorityCode,
    message: string,
  ) {
    super(message);
    this.digest = `authority:${code}`;
  }
}

export type UserActor = Extract<Actor, { kind: "user" }>;

/** The signed-in person. Throws `AuthorityError` for the command line and the console itself, who have no account. */
export function assertUser(actor: Actor): UserActor {
  if (actor.kind === "user") return actor;
  throw new AuthorityError("not-signed-in", "Sign in first.");
}

/** Whether the actor may change things, as `assertAdmin` judges: what pages show the controls by. */
export const mayManage = (actor: Actor) => actor.kind !== "user" || actor.role === "admin";

/** Throws `AuthorityError` ("not-allowed") unless the actor is an admin, the command line or the console itself. */
export function assertAdmin(actor: Actor): void {
  if (mayManage(actor)) return;
  throw new AuthorityError("not-allowed", "Your role is viewer; an admin can do this.");
}

/** Throws `AuthorityError` unless the actor is an admin who proved within the last 10 minutes that it is them. */
export function assertSteppedUp(actor: Actor, nowMs = Date.now()): void {
  assertAdmin(actor);
  assertProven(actor, nowMs);
}

/** As `assertSteppedUp` for what everybody may do to their own account, whatever the role. */
export function assertProven(actor: Actor, nowMs = Date.now()): void {
  if (actor.kind !== "user") return;
  const isFresh = actor.steppedUpAtMs !== null && nowMs - actor.steppedUpAtMs < stepUpMs;
  if (!isFresh) throw new AuthorityError("step-up-needed", "Confirm that it is you, then do this again.");
}

/** The actor's name as audit rows and logs carry it. */
export function actorName(actor: Actor): string {
  if (actor.kind === "user") return actor.email;
  return actor.kind === "cli" ? "cli" : `system:${actor.name}`;
}
