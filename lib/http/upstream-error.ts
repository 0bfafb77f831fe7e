import type { UpstreamFailure } from "@/lib/measured";

/** A question to an upstream that got no usable answer. `failure` says which, in words fit for a page. */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";

  constructor(
    readonly failure: UpstreamFailure,
    options?: { cause?: unknown },
  ) {
    super(`${failure.source}: ${failure.message}`, options);
  }
}
