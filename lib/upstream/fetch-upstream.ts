import "server-only";
import { observeUpstream } from "./observe-upstream";
import { sendRequest, type UpstreamRequest, type UpstreamResponse } from "./send-request";

export type { UpstreamRequest, UpstreamResponse } from "./send-request";

/**
 * Asks an upstream and returns its answer whatever the status, body included; counted and timed. Throws
 * `UpstreamError`: `timeout` (headers and body together), `unreachable` (refused, reset, DNS), `bad-body` (too large).
 */
export function fetchUpstream(request: UpstreamRequest): Promise<UpstreamResponse> {
  return observeUpstream(request.source, () => sendRequest(request));
}
