import "server-only";
import { z } from "zod";
import { scopes } from "@/lib/plan/scopes";
import { isCidr } from "./allowed-addresses";
import { tellsDeploys } from "./types";

const dayMs = 24 * 3_600_000;
const lifetimeDaysMax = 3650;
const cidrsMax = 20;

/**
 * When a token ends, from "never", a number of days ("90d") or a date ("2027-03-01": the end of that day, UTC).
 * Null is never; undefined when the text is none of these or not in the future.
 */
export function parseExpiry(text: string, nowMs: number): Date | null | undefined {
  if (text === "never") return null;
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined) {
    const count = Number(days);
    return count >= 1 && count <= lifetimeDaysMax ? new Date(nowMs + count * dayMs) : undefined;
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const end = new Date(`${text}T23:59:59.000Z`);
  // "2027-02-31" would otherwise be taken as 3 March.
  const isReal = !Number.isNaN(end.getTime()) && end.toISOString().startsWith(text);
  const isUsable = isReal && end.getTime() > nowMs && end.getTime() < nowMs + lifetimeDaysMax * dayMs;
  return isUsable ? end : undefined;
}

const nameField = z
  .string()
  .trim()
  .min(1, "Give it a name, for example vmagent or api.")
  .max(60, "At most 60 characters.")
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._()/-]*$/u,
    "Letters, digits, spaces and . _ - ( ) / only, a letter or digit first.",
  )
  // A token pasted into the name would be stored and shown; a name never looks like one.
  .refine((name) => !/hdobs_|[A-Za-z0-9+/=_-]{32,}/.test(name), "This looks like a token. Choose a short name.");

const scopesField = z
  .array(z.enum(scopes))
  .min(1, "Choose at least one: metrics, traces, or deploys.")
  .refine(
    (list) => !tellsDeploys(list) || new Set(list).size === 1,
    "CI reports deploys: give it a token of its own, without metrics or traces.",
  )
  .transform((list) => scopes.filter((scope) => list.includes(scope)));

const cidrsField = z
  .array(z.string().trim())
  .max(cidrsMax, `At most ${cidrsMax} addresses or ranges.`)
  .superRefine((list, context) => {
    const wrong = list.find((cidr) => !isCidr(cidr));
    if (wrong !== undefined) {
      const message = `"${wrong.slice(0, 60)}" is neither an address nor a range. Write 203.0.113.7 or 10.0.0.0/8.`;
      context.addIssue({ code: "custom", message });
    }
  })
  .transform((list) => [...new Set(list)]);

const noteField = z
  .string()
  .trim()
  .max(500, "At most 500 characters.")
  .refine((note) => !/hdobs_[A-Za-z0-9]{20,}/.test(note), "This holds a token. A token is never stored here.");

export const expiresField = z.string().trim();

export const expiryComplaint = `Choose days (1d to ${lifetimeDaysMax}d), a date in the future (2027-03-01), or never.`;

/** The input of creating a token. */
export const createTokenInput = z.object({
  name: nameField,
  scopes: scopesField,
  expires: expiresField.default("90d"),
  cidrs: cidrsField.default([]),
  note: noteField.default(""),
  /** A trap, to be left where nobody should read: any use of it raises an alert. */
  isHoney: z.boolean().default(false),
});
export type CreateTokenInput = z.input<typeof createTokenInput>;

export const adoptTokenInput = createTokenInput.extend({
  token: z.string().trim().min(1, "Paste the token."),
  scopes: scopesField.refine(
    (list) => !tellsDeploys(list),
    "An older token sends metrics or traces; create one for CI.",
  ),
  expires: expiresField.default("never"),
});
export type AdoptTokenInput = z.input<typeof adoptTokenInput>;
