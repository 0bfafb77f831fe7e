import { z } from "zod";

const url = z
  .url({ protocol: /^https?$/, error: "A URL that starts with https:// or http://." })
  .max(2000, "At most 2000 characters.");
const line = (length: number) =>
  z
    .string()
    .trim()
    .max(length, `At most ${length} characters.`)
    .regex(/^[^\p{Cc}]*$/u, "One line of text.");
const address = z.email("An e-mail address, such as ops@example.org.").max(254);

/** All that a channel needs to be told something. The whole of it is sealed at rest, since URLs are keys here. */
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
    /** TLS from the start (465), STARTTLS demanded (587), or none, for a mail server on this machine. */
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

/** "my-topic" of "https://ntfy.sh/my-topic". */
export function topicOf(text: string): string {
  return URL.canParse(text) ? new URL(text).pathname.replace(/^\/+|\/+$/g, "") : "";
}

/** Where a channel leads, without what is secret: a webhook's path and a topic are keys, so only their end shows. */
export function maskedTarget(config: ChannelConfig): string {
  if (config.kind === "email") return `${config.to} by ${config.host}:${config.port}`;
  const { host, pathname, search } = new URL(config.url);
  const rest = `${pathname}${search}`.replace(/\/+$/, "");
  return rest.length > 12 ? `${host}/…${rest.slice(-4)}` : `${host}/…`;
}
