export const roles = ["viewer", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * Who performs an action: a signed-in user, the command line on the host, a part of the console itself, or a program
 * with a token, which may do what its scope says and nothing else. Role and step-up are read from the database at every
 * request, never from what a client says.
 */
export type Actor =
  | { kind: "user"; userId: string; email: string; role: Role; sessionId: string; steppedUpAtMs: number | null }
  | { kind: "cli" }
  | { kind: "system"; name: string }
  | { kind: "token"; publicId: string; name: string };

/** How long a step-up (giving the password or second factor again) holds. */
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

/** The signed-in person. Throws `AuthorityError` for all others, who have no account. */
export function assertUser(actor: Actor): UserActor {
  if (actor.kind === "user") return actor;
  throw new AuthorityError("not-signed-in", "Sign in first.");
}

/** Whether the actor may change things, as `assertAdmin` judges; pages show their controls accordingly. */
export function mayManage(actor: Actor): boolean {
  if (actor.kind === "user") return actor.role === "admin";
  return actor.kind !== "token";
}

/** Throws `AuthorityError` ("not-allowed") unless the actor is an admin, the command line or the console itself. */
export function assertAdmin(actor: Actor): void {
  if (mayManage(actor)) return;
  const who = actor.kind === "token" ? "This is a token" : "Your role is viewer";
  throw new AuthorityError("not-allowed", `${who}; an admin can do this.`);
}

/**
 * Throws `AuthorityError` ("not-allowed", "step-up-needed") unless the actor is an admin who stepped up within the last
 * 10 minutes; the command line and the console itself need no step-up.
 */
export function assertSteppedUp(actor: Actor, nowMs = Date.now()): void {
  assertAdmin(actor);
  assertProven(actor, nowMs);
}

/** Like `assertSteppedUp`, for what people may do to their own account, whatever their role. */
export function assertProven(actor: Actor, nowMs = Date.now()): void {
  if (actor.kind === "token") throw new AuthorityError("not-allowed", "A token cannot do this.");
  if (actor.kind !== "user") return;
  const isFresh = actor.steppedUpAtMs !== null && nowMs - actor.steppedUpAtMs < stepUpMs;
  if (!isFresh) throw new AuthorityError("step-up-needed", "Confirm that it is you, then do this again.");
}

/** The actor's name as audit rows and logs carry it. */
export function actorName(actor: Actor): string {
  if (actor.kind === "user") return actor.email;
  return actor.kind === "cli" ? "cli" : `${actor.kind}:${actor.name}`;
}
