import { type AlertMessage, headlineOf, timesOf } from "./alert-message";
import { type ChannelConfig, topicOf } from "./channel-config";

type WebhookConfig = Exclude<ChannelConfig, { kind: "email" }>;
export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

const iso = (timeMs: number | null) => (timeMs === null ? null : new Date(timeMs).toISOString());

/** Generic JSON. `version` grows when a field changes its meaning. */
function genericBody(message: AlertMessage) {
  const { event, alertId, messageId, key, severity, title, text, url } = message;
  const raisedAt = iso(message.raisedAtMs);
  const resolvedAt = iso(message.resolvedAtMs);
  return {
    version: 1,
    source: "honeydue-obs-console",
    event,
    alertId,
    messageId,
    key,
    severity,
    title,
    text,
    url,
    raisedAt,
    resolvedAt,
  };
}

/** Slack reads &, < and > as its own markup (Slack, "Formatting text for app surfaces"). */
const slackText = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function slackBody(message: AlertMessage) {
  const link = message.url ? `\n<${message.url}|Open the console>` : "";
  const lines = [`*${slackText(headlineOf(message))}*`, slackText(message.text), `_${timesOf(message)}_`];
  return { text: lines.filter((line) => line !== "").join("\n") + link };
}

const ntfyPriority = { info: 2, warn: 4, bad: 5 } as const;
const ntfyTags = { raised: ["rotating_light"], worse: ["rotating_light"], resolved: ["white_check_mark"], test: [] };

/** The root of the server that has this topic, with the URL's user, password and query, which can hold credentials. */
function ntfyRoot(topicUrl: string): string {
  const url = new URL(topicUrl);
  const parts = url.pathname.split("/").filter((part) => part !== "");
  url.pathname = parts.length > 1 ? `/${parts.slice(0, -1).join("/")}/` : "/";
  return url.href;
}

/** ntfy's publishing as JSON, which goes to the root of the server and takes any characters in its title. */
function ntfyBody(message: AlertMessage, topicUrl: string) {
  return {
    topic: topicOf(topicUrl),
    title: headlineOf(message),
    message: [message.text, timesOf(message)].filter(Boolean).join("\n"),
    priority: message.event === "resolved" || message.event === "test" ? 3 : ntfyPriority[message.severity],
    tags: ntfyTags[message.event],
    ...(message.url ? { click: message.url } : {}),
  };
}

const authorization = (value: string | undefined): Record<string, string> => (value ? { authorization: value } : {});

/** The POST that brings a message to a webhook. */
export function webhookRequest(config: WebhookConfig, message: AlertMessage): WebhookRequest {
  const headers = { "content-type": "application/json", "x-message-id": message.messageId };
  switch (config.kind) {
    case "json":
      return {
        url: config.url,
        headers: { ...headers, ...authorization(config.authorization) },
        body: JSON.stringify(genericBody(message)),
      };
    case "slack":
      return { url: config.url, headers, body: JSON.stringify(slackBody(message)) };
    case "ntfy":
      return {
        url: ntfyRoot(config.url),
        headers: { ...headers, ...authorization(config.accessToken && `Bearer ${config.accessToken}`) },
        body: JSON.stringify(ntfyBody(message, config.url)),
      };
  }
}
