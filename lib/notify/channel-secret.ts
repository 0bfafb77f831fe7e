import type { ChannelConfig } from "./channel-config";

const fields = { json: "authorization", slack: null, ntfy: "accessToken", email: "password" } as const;

/** The field of a channel's secret beside its address; "url" where the address is the secret. */
export const secretField = ({ kind }: ChannelConfig) => fields[kind] ?? "url";

/** What a secret is given to: scheme, host and port, and for mail how it is protected and for whom. */
export function addressOf(config: ChannelConfig): string {
  if (config.kind !== "email") return new URL(config.url).origin;
  const { host, port, security, user = "" } = config;
  return JSON.stringify([host.toLowerCase(), port, security, user]);
}

/** The secret that a channel sends along; undefined where it has none. */
export function secretOf(config: ChannelConfig): string | undefined {
  if (config.kind === "json") return config.authorization || undefined;
  if (config.kind === "ntfy") return config.accessToken || undefined;
  return config.kind === "email" ? config.password || undefined : undefined;
}

/** Whether it cannot work without one: mail that signs in. A webhook may do without. */
export const needsSecret = (config: ChannelConfig) => config.kind === "email" && Boolean(config.user);

/** The configuration without the secret beside its address. */
export function withoutSecret(config: ChannelConfig): Record<string, unknown> {
  const field = fields[config.kind];
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== field));
}
