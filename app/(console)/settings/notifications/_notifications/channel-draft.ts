import type { ChannelKind } from "@/lib/notify/channel-config";
import type { ChannelView } from "@/lib/notify/list-channels";
import type { Severity } from "@/lib/notify/severity";

export const kindTitles: Record<ChannelKind, string> = {
  json: "Webhook (JSON)",
  slack: "Webhook (Slack-compatible)",
  ntfy: "ntfy",
  email: "E-mail",
};
export const severityTexts: Record<Severity, string> = {
  info: "Is told everything",
  warn: "Is told warnings and alerts",
  bad: "Is told alerts only",
};

/** The form as typed. Secrets start empty: the server never sends them back, and empty keeps what is set. */
export type ChannelDraft = {
  kind: ChannelKind;
  name: string;
  minSeverity: Severity;
  enabled: boolean;
  url: string;
  authorization: string;
  accessToken: string;
  host: string;
  port: string;
  security: string;
  user: string;
  password: string;
  from: string;
  to: string;
};

export function toDraft(channel?: ChannelView): ChannelDraft {
  const { host = "", port = 587, security = "starttls", user = "", from = "", to = "" } = channel?.config ?? {};
  return {
    kind: channel?.kind ?? "json",
    name: channel?.name ?? "",
    minSeverity: channel?.minSeverity ?? "warn",
    enabled: channel?.enabled ?? true,
    url: "",
    authorization: "",
    accessToken: "",
    host,
    port: String(port),
    security,
    user,
    password: "",
    from,
    to,
  };
}

const orUndefined = (text: string) => (text.trim() === "" ? undefined : text.trim());

function configOf(draft: ChannelDraft): Record<string, unknown> {
  const { kind } = draft;
  if (kind === "email") {
    const { security, from, to } = draft;
    const port = draft.port.trim() === "" ? draft.port : Number(draft.port);
    const login = { user: orUndefined(draft.user), password: draft.password === "" ? undefined : draft.password };
    return { kind, host: draft.host, port, security, from: from.trim(), to: to.trim(), ...login };
  }
  const url = orUndefined(draft.url);
  if (kind === "json") return { kind, url, authorization: orUndefined(draft.authorization) };
  return kind === "ntfy" ? { kind, url, accessToken: orUndefined(draft.accessToken) } : { kind, url };
}

/** What is sent to be saved. */
export function toInput(draft: ChannelDraft) {
  const { name, minSeverity, enabled } = draft;
  return { name, minSeverity, enabled, config: configOf(draft) };
}
