"use client";
import { Field } from "@/components/form/field";
import type { ChannelView } from "@/lib/notify/list-channels";
import type { ChannelDraft } from "./channel-draft";
import { Choice } from "./choice";

type Props = {
  draft: ChannelDraft;
  channel: ChannelView | undefined;
  errors: Record<string, string>;
  change: (part: Partial<ChannelDraft>) => void;
};

const securities = [
  ["starttls", "STARTTLS, required (587)"],
  ["tls", "TLS from the start (465)"],
  ["none", "None: a mail server on this machine"],
] as const;

/** The fields that one kind of channel needs. */
export function ChannelFields({ draft, channel, errors, change }: Props) {
  const field = (
    name: "url" | "authorization" | "accessToken" | "host" | "port" | "user" | "password" | "from" | "to",
    label: string,
    hint?: string,
    type: "text" | "password" = "text",
  ) => (
    <Field
      label={label}
      name={name}
      type={type}
      autoComplete="off"
      value={draft[name]}
      hint={hint}
      error={errors[`config.${name}`]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  const kept = (isSet: boolean | undefined) => (isSet ? "It is set. Leave it empty to keep it." : undefined);
  const keptUrl = channel ? `Leads to ${channel.target}. Leave it empty to keep it.` : undefined;
  switch (draft.kind) {
    case "json":
      return (
        <>
          {field("url", "URL", keptUrl ?? "Gets a POST with JSON. Redirects are not followed.")}
          {field(
            "authorization",
            "Authorization header (optional)",
            kept(channel?.secretsSet.authorization) ?? 'For example "Bearer ...".',
            "password",
          )}
        </>
      );
    case "slack":
      return field("url", "URL", keptUrl ?? "The incoming webhook of Slack, Mattermost, or Discord with /slack.");
    case "ntfy":
      return (
        <>
          {field("url", "URL of the topic", keptUrl ?? "Such as https://ntfy.sh/my-topic.")}
          {field("accessToken", "Access token (optional)", kept(channel?.secretsSet.accessToken), "password")}
        </>
      );
    case "email":
      return (
        <>
          <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-3">
            {field("host", "Mail server")}
            {field("port", "Port")}
          </div>
          <Choice
            label="Encryption"
            value={draft.security}
            options={securities as readonly (readonly [string, string])[]}
            onChange={(security) => change({ security })}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            {field("user", "User (optional)")}
            {field("password", "Password", kept(channel?.secretsSet.password), "password")}
            {field("from", "From")}
            {field("to", "To")}
          </div>
        </>
      );
  }
}
