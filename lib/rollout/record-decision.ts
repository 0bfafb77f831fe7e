import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { saveSetting } from "@/lib/settings/save-setting";
import { decisionChoices, decisionKeys, decisionsSetting } from "./decisions";

const inputSchema = z
  .object({
    key: z.enum(decisionKeys),
    choice: z.string(),
    reason: z.string().trim().min(3, "Say why, in a few words.").max(500, "At most 500 characters."),
  })
  .refine(({ key, choice }) => decisionChoices[key].some((known) => known === choice), {
    path: ["choice"],
    error: "Choose one of those offered.",
  });

/**
 * Records what a person decided about the rollout. Throws `AuthorityError` unless the actor is an admin, a zod error
 * that names the wrong field, and `DatabaseBusyError`; nothing is changed then.
 */
export async function recordDecision(actor: Actor, input: unknown, nowMs = Date.now()): Promise<void> {
  assertAdmin(actor);
  const { key, choice, reason } = inputSchema.parse(input);
  const decision = { choice, reason, by: actorName(actor), atMs: nowMs };
  await saveSetting(actor, decisionsSetting, (before) => ({ ...before, [key]: decision }));
}
