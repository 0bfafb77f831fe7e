import "server-only";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { type Actor, assertUser } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { env } from "@/lib/runtime/env";
import { beginPasskeyStepUp } from "./passkeys/begin-check";
import { relyingParty } from "./passkeys/relying-party";
import { hasSecondFactor, secondFactorsOf } from "./second-factors";

export type StepUpWays = {
  /** What can be typed; null where nothing can. */
  typed: "password" | "code" | null;
  passkey: PublicKeyCredentialRequestOptionsJSON | null;
  /** Host of the provider to confirm at. */
  provider: string | null;
};

/** The proofs by which the actor can step up, as `stepUp` takes them. */
export async function stepUpWays(actor: Actor): Promise<StepUpWays> {
  const { userId, sessionId } = assertUser(actor);
  const user = await db().user.findUniqueOrThrow({ where: { id: userId } });
  const factors = await secondFactorsOf(user);
  const canPasskey = factors.passkeys > 0 && relyingParty() !== null;
  const strong = hasSecondFactor(factors);
  const issuer = env().OBS_OIDC_ISSUER;
  return {
    typed: strong ? "code" : user.passwordHash !== null ? "password" : null,
    passkey: canPasskey ? await beginPasskeyStepUp(sessionId) : null,
    provider: !strong && user.oidcSubject !== null && issuer ? new URL(issuer).host : null,
  };
}
