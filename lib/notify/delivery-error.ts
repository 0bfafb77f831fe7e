import "server-only";

/** A message that did not arrive. `message` is for people: no URL, no credential, nothing of the receiver's answer. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  constructor(
    message: string,
    readonly details: {
      /** Repeating it unchanged makes no sense: the receiver refuses the address or the credentials. */
      permanent: boolean;
      /** How long the receiver asked us to wait. */
      retryAfterMs?: number;
    },
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
