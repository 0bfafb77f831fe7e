import type { ChannelConfig } from "./channel-config";

const fields = { json: "authorization", slack: null, ntfy: "accessToken", email: "password" } as const;

/** The field that holds a channel's secret; "url" where the address itself is the secret. */
export const secretField = ({ kind }: ChannelConfig) => fields[kind] ?? "url";

/** The receiver that a secret is meant for: scheme, host and port; for mail host, port, encryption and user. */
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

/** The configuration without its secret field. */
export function withoutSecret(config: ChannelConfig): Record<string, unknown> {
  const field = fields[config.kind];
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== field));
}
