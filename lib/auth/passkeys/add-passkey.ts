import "server-only";
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { type Actor, assertProven, assertUser } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { logger } from "@/lib/runtime/logger";
import { RefusedError } from "@/lib/web/action-result";
import { dropOtherStepUps } from "../drop-step-ups";
import { forgetSessions } from "../load-session";
import { lockUsers } from "../lock-users";
import { issuer } from "../otp";
import { replaceRecoveryCodes } from "../recovery-codes";
import { isOurChallenge, makeChallenge, spendChallenge } from "./challenge";
import { type RelyingParty, relyingParty } from "./relying-party";
import { toTransports } from "./transports";

const perUserMax = 10;
const base64url = z
  .string()
  .min(1)
  .max(12_000)
  .regex(/^[\w-]+$/);
const registration = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])).catch([]),
  }),
  clientExtensionResults: z.object({}).catch({}).default({}),
});
const input = z.object({
  name: z.string().trim().min(1, "A name, so that you know which one it is.").max(60, "At most 60 characters."),
  response: registration,
});

const refused = () => new RefusedError("bad-passkey", "The passkey could not be taken. Start over.");

function party(): RelyingParty {
  const found = relyingParty();
  if (found) return found;
  throw new RefusedError("no-passkeys", "Passkeys need the console under https and a host name (NEXTAUTH_URL).");
}

/** The options with which the browser makes a passkey. It is discoverable, so that it can also sign in by itself. */
export async function beginPasskey(given: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const actor = assertUser(given);
  assertProven(actor);
  const { id: rpID } = party();
  const present = await db().passkey.findMany({ where: { userId: actor.userId }, select: { id: true } });
  if (present.length >= perUserMax) {
    throw new RefusedError("too-many", `You have ${perUserMax} passkeys. Remove one first.`);
  }
  return await generateRegistrationOptions({
    rpID,
    rpName: issuer,
    userName: actor.email,
    userID: Uint8Array.from(Buffer.from(actor.userId)),
    challenge: makeChallenge({ purpose: "register", sessionId: actor.sessionId }),
    attestationType: "none",
    excludeCredentials: present,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/**
 * Adds the passkey that the browser made. Returns recovery codes where the account had no second factor before, else
 * an empty list. Throws `AuthorityError` without a step-up, `RefusedError`, a zod error for a bad name.
 */
export async function addPasskey(given: Actor, text: unknown): Promise<string[]> {
  const actor = assertUser(given);
  assertProven(actor);
  const { id: expectedRPID, origin: expectedOrigin } = party();
  const { name, response } = input.parse(text);
  const binding = { purpose: "register", sessionId: actor.sessionId } as const;
  let challenge = "";
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: (asked) => {
      challenge = asked;
      return isOurChallenge(asked, binding);
    },
    expectedOrigin,
    expectedRPID,
    requireUserVerification: true,
  }).catch((err: unknown) => {
    logger().warn({ err, userId: actor.userId }, "a new passkey was refused");
    throw refused();
  });
  if (!result.verified || !spendChallenge(challenge)) throw refused();
  const { id, publicKey, counter } = result.registrationInfo.credential;
  const codes = await writeTransaction(async (tx) => {
    await lockUsers(tx);
    if (await tx.passkey.findUnique({ where: { id } })) throw refused();
    const transports = toTransports(response.response.transports.join(" ")).join(" ");
    const row = { id, userId: actor.userId, name, publicKey: Uint8Array.from(publicKey), counter, transports };
    await tx.passkey.create({ data: { ...row, createdAt: new Date() } });
    const hasCodes = await tx.recoveryCode.count({ where: { userId: actor.userId } });
    const fresh = hasCodes > 0 ? [] : await replaceRecoveryCodes(tx, actor.userId);
    await dropOtherStepUps(tx, actor);
    const subject = { kind: "user", id: actor.userId, name: actor.email };
    await recordAudit(tx, { actor, action: "user.add-passkey", subject, after: { passkey: name } });
    return fresh;
  });
  forgetSessions();
  return codes;
}
