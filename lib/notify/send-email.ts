import "server-only";
import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import { ForbiddenReceiverError, resolveReceiver } from "@/lib/upstream/resolve-receiver";
import { type AlertMessage, headlineOf, timesOf } from "./alert-message";
import type { ChannelConfig } from "./channel-config";
import { DeliveryError } from "./delivery-error";

type EmailConfig = Extract<ChannelConfig, { kind: "email" }>;

/** What nodemailer's errors carry besides their text. */
type MailError = Error & { code?: string; responseCode?: number };

/**
 * One text for every failure before the conversation began, with what may help: it must not tell an open port from a
 * closed one, nor a silent port from one that speaks something else.
 */
const notReached = ({ security }: EmailConfig) =>
  security === "tls"
    ? "The mail server was not reached, or does not speak TLS from the start on this port: choose STARTTLS, or its TLS port (often 465)."
    : "The mail server was not reached, or did not greet in time. Where its port speaks TLS from the start (as 465 does), choose TLS.";
const reasons: Record<string, string> = {
  EAUTH: "The mail server does not accept user and password.",
  ETLS: "The mail server does not offer STARTTLS.",
  EENVELOPE: "The mail server refused the sender or the recipient.",
};

/** What OpenSSL and Node say of a failed TLS handshake; nodemailer replaces their codes with its own. */
const tlsReasons: [RegExp, string][] = [
  [/self-signed certificate/i, "The mail server's certificate is self-signed, so it is not trusted."],
  [/certificate has expired/i, "The mail server's certificate has expired."],
  [/certificate is not yet valid/i, "The mail server's certificate is not valid yet: check both clocks."],
  [/does not match certificate's altnames/i, "The mail server's certificate is for another name."],
  [/certificate|issuer/i, "The mail server's certificate is not trusted."],
];
const neverReached = ["ECONNECTION", "ESOCKET", "EDNS", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET"];

function reasonOf({ code = "", message }: MailError, config: EmailConfig): string {
  const isTls = ["ESOCKET", "ETLS", "ECONNECTION"].includes(code);
  const tls = isTls ? tlsReasons.find(([pattern]) => pattern.test(message))?.[1] : undefined;
  if (tls) return tls;
  const isNoGreeting = /^(invalid greeting|unexpected socket close)/i.test(message);
  return isNoGreeting || neverReached.includes(code)
    ? notReached(config)
    : (reasons[code] ?? "The mail could not be handed over.");
}

function toDeliveryError(cause: unknown, config: EmailConfig): DeliveryError {
  const error = cause as MailError;
  const { responseCode } = error;
  const status = responseCode ? ` It answered ${responseCode}.` : "";
  const message = `${reasonOf(error, config)}${status}`;
  // RFC 5321, 4.2.1: 5yz is a permanent refusal, 4yz asks for another attempt.
  return new DeliveryError(message, { permanent: (responseCode ?? 0) >= 500 }, { cause });
}

function bodyOf(message: AlertMessage): string {
  return [message.text, timesOf(message), message.url].filter(Boolean).join("\n\n");
}

/** Hands a message to the mail server. Messages of one incident form a thread. Throws `DeliveryError`. */
export async function sendEmail(config: EmailConfig, message: AlertMessage, timeoutMs: number): Promise<void> {
  const { host, port, security, user, password, from, to } = config;
  const receiver = await resolveReceiver(host, port).catch((cause: unknown) => {
    const message = cause instanceof ForbiddenReceiverError ? cause.message : notReached(config);
    throw new DeliveryError(message, { permanent: false }, { cause });
  });
  const transport = createTransport({
    // The address that was checked; the certificate must still be for the name.
    host: receiver.address,
    port,
    tls: { servername: isIP(host) ? undefined : host },
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user ? { auth: { user, pass: password ?? "" } } : {}),
    connectionTimeout: timeoutMs,
    // Shorter than the socket's, whose error does not say what was waited for.
    greetingTimeout: Math.ceil(timeoutMs * 0.9),
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.indexOf("@") + 1);
  const threadId = `<${message.alertId}@${domain}>`;
  const isFirst = message.event === "raised" || message.event === "test";
  try {
    await transport.sendMail({
      from: { name: "honeyDue obs", address: from },
      to,
      subject: headlineOf(message),
      text: bodyOf(message),
      messageId: isFirst ? threadId : `<${message.messageId}@${domain}>`,
      ...(isFirst ? {} : { inReplyTo: threadId, references: threadId }),
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (cause) {
    throw toDeliveryError(cause, config);
  } finally {
    transport.close();
  }
}
