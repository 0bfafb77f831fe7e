import "server-only";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { RefusedError } from "@/lib/web/action-result";
import { type Binding, isOurChallenge, spendChallenge } from "./challenge";
import { relyingParty } from "./relying-party";
import { toTransports } from "./transports";

const base64url = z
  .string()
  .min(1)
  .max(4000)
  .regex(/^[\w-]+$/);
const assertion = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
  clientExtensionResults: z.object({}).catch({}).default({}),
});

const refused = () => new RefusedError("bad-passkey", "This passkey is not accepted. Try again, or use another way.");

function parse(text: string): z.infer<typeof assertion> {
  try {
    return assertion.parse(JSON.parse(text));
  } catch {
    throw refused();
  }
}

/**
 * Whose passkey answered a challenge of ours (`text`: the browser's assertion as JSON). The authenticator must have
 * verified its user, so that a passkey is two factors by itself. Each challenge counts once, and a use counter that
 * falls, as a copy's would, is refused. Throws `RefusedError`.
 */
export async function checkPasskey(text: string, binding: Binding): Promise<{ userId: string; passkeyId: string }> {
  const party = relyingParty();
  const response = parse(text);
  const passkey = await db().passkey.findUnique({ where: { id: response.id } });
  if (!party || !passkey) throw refused();
  const { id, publicKey, counter, userId } = passkey;
  let challenge = "";
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (given) => {
      challenge = given;
      return isOurChallenge(given, binding);
    },
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id, publicKey: Uint8Array.from(publicKey), counter, transports: toTransports(passkey.transports) },
    requireUserVerification: true,
  }).catch((err: unknown) => {
    logger().warn({ err, userId }, "a passkey was refused");
    throw refused();
  });
  if (!verified || !spendChallenge(challenge)) throw refused();
  const { count } = await db().passkey.updateMany({
    where: { id, counter },
    data: { counter: authenticationInfo.newCounter, lastUsedAt: new Date() },
  });
  if (count === 0) throw refused();
  return { userId, passkeyId: id };
}
