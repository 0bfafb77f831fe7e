import "server-only";
import { db } from "@/lib/db/client";
import { env } from "@/lib/runtime/env";
import { relyingParty } from "./passkeys/relying-party";

/**
 * What the sign-in page has to know: whether anybody can sign in, through which provider if any, and whether passkeys
 * work here.
 */
export async function loadSignInFacts(): Promise<{ hasUsers: boolean; oidcHost: string | null; passkeys: boolean }> {
  const issuer = env().OBS_OIDC_ISSUER;
  return {
    hasUsers: (await db().user.count()) > 0,
    oidcHost: issuer ? new URL(issuer).host : null,
    passkeys: relyingParty() !== null,
  };
}
