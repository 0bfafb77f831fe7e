import "server-only";
import type { AlertMessage } from "./alert-message";
import type { ChannelConfig } from "./channel-config";
import { sendEmail } from "./send-email";
import { sendWebhook } from "./send-webhook";
import { webhookRequest } from "./webhook-request";

export const sendTimeoutMs = 10_000;

/** Sends one message by one channel. Throws `DeliveryError`. */
export async function sendMessage(
  config: ChannelConfig,
  message: AlertMessage,
  timeoutMs = sendTimeoutMs,
): Promise<void> {
  if (config.kind === "email") return await sendEmail(config, message, timeoutMs);
  await sendWebhook(webhookRequest(config, message), timeoutMs);
}
