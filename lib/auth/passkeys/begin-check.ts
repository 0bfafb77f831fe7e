import "server-only";
import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { RefusedError } from "@/lib/web/action-result";
import { makeChallenge } from "./challenge";
import { relyingParty } from "./relying-party";

/**
 * The options with which the browser asks its authenticator. They name no passkey, so they reveal nobody who has one;
 * the authenticator offers those that it holds for this console. Throws `RefusedError` where passkeys do not work.
 */
async function begin(
  purpose: "sign-in" | "step-up",
  sessionId: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = relyingParty();
  if (!party) throw new RefusedError("no-passkeys", "Passkeys need the console under https and a host name.");
  return await generateAuthenticationOptions({
    rpID: party.id,
    challenge: makeChallenge({ purpose, sessionId }),
    userVerification: "required",
    timeout: 120_000,
  });
}

export const beginPasskeySignIn = () => begin("sign-in", "");
export const beginPasskeyStepUp = (sessionId: string) => begin("step-up", sessionId);
