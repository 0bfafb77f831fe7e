import { z } from "zod";

const url = z
  .url({ protocol: /^https?$/, error: "A URL that starts with https:// or http://." })
  .max(2000, "At most 2000 characters.")
  .refine(hasReadableUser, "The user and password in the URL cannot be read: write % as %25.");
const line = (length: number) =>
  z
    .string()
    .trim()
    .max(length, `At most ${length} characters.`)
    .regex(/^[^\p{Cc}]*$/u, "One line of text.");
const address = z.email("An e-mail address, such as ops@example.org.").max(254);

/** All that is needed to send to a channel. The whole of it is encrypted at rest, since webhook URLs are secrets. */
export const channelConfigSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("json"), url, authorization: line(1000).optional() }),
  z.object({ kind: z.literal("slack"), url }),
  z.object({
    kind: z.literal("ntfy"),
    url: url.refine((text) => topicOf(text) !== "", "The URL of a topic, such as https://ntfy.sh/my-topic."),
    accessToken: line(200).optional(),
  }),
  z.object({
    kind: z.literal("email"),
    host: line(253).min(1, "The name of the mail server."),
    port: z.number("A port from 1 to 65535.").int().min(1).max(65_535),
    /** TLS from the start (465), STARTTLS required (587), or none, for a mail server on this machine. */
    security: z.enum(["tls", "starttls", "none"]),
    user: line(254).optional(),
    password: z.string().max(1000).optional(),
    from: address,
    to: address,
  }),
]);

export type ChannelConfig = z.infer<typeof channelConfigSchema>;
export const channelKinds = ["json", "slack", "ntfy", "email"] as const satisfies readonly ChannelConfig["kind"][];
export type ChannelKind = ChannelConfig["kind"];

/**
 * "my-topic" of "https://ntfy.sh/my-topic" and of "https://example.org/ntfy/my-topic": the last part of the path, after
 * the server's own. Empty where there is none.
 */
export function topicOf(text: string): string {
  const path = URL.canParse(text) ? new URL(text).pathname : "";
  return path.split("/").findLast((part) => part !== "") ?? "";
}

/** Whether a URL's user and password, where it has any, can be read as text. */
function hasReadableUser(text: string): boolean {
  try {
    const { username, password } = new URL(text);
    return decodeURIComponent(username + password) !== null;
  } catch {
    return false;
  }
}

/** How many credentials a webhook sends: a header's value, user and password in the URL, ntfy's `?auth=`. */
function credentialsOf(config: ChannelConfig): number {
  // Zod also calls this for a URL that it has refused.
  if (config.kind === "email" || !URL.canParse(config.url)) return 0;
  const { username, password, searchParams } = new URL(config.url);
  const header =
    config.kind === "json" ? config.authorization : config.kind === "ntfy" ? config.accessToken : undefined;
  return [header, username || password, config.kind === "ntfy" && searchParams.has("auth")].filter(Boolean).length;
}

/** A channel as it is entered. What is stored already stays readable, even where this would refuse it now. */
export const channelEntrySchema = channelConfigSchema.superRefine((config, context) => {
  if (credentialsOf(config) < 2) return;
  const message = "It holds credentials already. Give them once: in the URL, or in their own field.";
  context.addIssue({ code: "custom", path: ["url"], message });
});

/** Where a channel leads, without what is secret: a webhook's path and a topic are keys, so only their end shows. */
export function maskedTarget(config: ChannelConfig): string {
  if (config.kind === "email") return `${config.to} by ${config.host}:${config.port}`;
  // Nothing of the query, which can be a credential as a whole.
  const { host, pathname } = new URL(config.url);
  const rest = pathname.replace(/\/+$/, "");
  return rest.length > 12 ? `${host}/…${rest.slice(-4)}` : `${host}/…`;
}
