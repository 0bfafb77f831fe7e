"use client";
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

/** The authenticator's answer as JSON; null when it gave none: cancelled, none at hand, or too slow. */
export async function askPasskey(optionsJSON: PublicKeyCredentialRequestOptionsJSON): Promise<string | null> {
  return await startAuthentication({ optionsJSON }).then(JSON.stringify, () => null);
}

/** The new passkey as the browser made it; null when it made none. */
export async function makePasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<unknown> {
  return await startRegistration({ optionsJSON }).catch(() => null);
}

export const noPasskey = "No passkey was used. Try again, or use another way.";
