import { describe, expect, it } from "vitest";
import type { AlertMessage } from "./alert-message";
import { channelConfigSchema, channelEntrySchema, maskedTarget, topicOf } from "./channel-config";
import ntfyChannels from "./fixtures/ntfy-channels.json";
import { webhookRequest } from "./webhook-request";

const message: AlertMessage = {
  event: "raised",
  alertId: "a",
  messageId: "m",
  key: "k",
  severity: "warn",
  title: "Memory",
  text: "2.1 GB",
  url: null,
  raisedAtMs: 0,
  resolvedAtMs: null,
};

/** Where a channel's message goes, as it was entered. */
function requestOf(entered: unknown) {
  const config = channelEntrySchema.parse(entered);
  if (config.kind === "email") throw new Error("A webhook was expected.");
  const { url, headers, body } = webhookRequest(config, message);
  return { url, authorization: headers.authorization, topic: JSON.parse(body).topic, masked: maskedTarget(config) };
}

describe("an ntfy topic", () => {
  const [underPath, withUser, withQuery] = ntfyChannels.map(requestOf);

  it("under a path is published to that path's root, which alone gets the access token", () => {
    expect(underPath).toMatchObject({ url: "https://ops.example.com/ntfy/", topic: "alerts" });
    expect(underPath?.authorization).toBe("Bearer tk_abc");
  });

  it("keeps the user and password of its URL", () => {
    expect(withUser).toMatchObject({ url: "https://phil:pass@ntfy.example.com/", topic: "alerts" });
    expect(withUser?.masked).not.toMatch(/phil|pass/);
  });

  it("keeps credentials in its query, and shows none of them", () => {
    expect(withQuery).toMatchObject({ url: "https://ntfy.example.com/?auth=QmFzaWMgZm9v", topic: "alerts" });
    expect(withQuery?.masked).not.toContain("Zm9v");
  });

  it.each([
    ["https://ntfy.sh/a", "a"],
    ["https://ntfy.sh/a/", "a"],
    ["https://x.test/deep/er//topic?up=1", "topic"],
    ["https://ntfy.sh/", ""],
    ["nonsense", ""],
  ])("of %s is %j", (url, topic) => expect(topicOf(url)).toBe(topic));
});

it.each([
  [{ kind: "ntfy", url: "https://phil:pass@ntfy.test/a", accessToken: "tk" }],
  [{ kind: "ntfy", url: "https://ntfy.test/a?auth=x", accessToken: "tk" }],
  [{ kind: "ntfy", url: "https://phil:pass@ntfy.test/a?auth=x" }],
  [{ kind: "json", url: "https://phil:pass@hook.test/a", authorization: "Bearer x" }],
])("%j is refused on entry, since it holds two credentials, and stays readable where it is stored", (config) => {
  expect(channelEntrySchema.safeParse(config).error?.issues[0]).toMatchObject({ path: ["url"] });
  expect(channelConfigSchema.safeParse(config).success).toBe(true);
});

it("a user that is not encoded for a URL is refused on entry", () => {
  const entered = { kind: "slack", url: "https://phil:100%@hook.test/" };
  expect(channelEntrySchema.safeParse(entered).error?.issues[0]?.message).toContain("%25");
});

it("says what a URL must look like, whatever was entered", () => {
  const entered = { kind: "json", url: "nonsense" };
  expect(channelEntrySchema.safeParse(entered).error?.issues[0]?.message).toContain("https://");
});
