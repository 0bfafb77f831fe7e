import { onCallHref } from "@/lib/links/routes";
import type { Facts } from "../facts/types";
import { hasCurrentFigures } from "../liveness";
import type { Finding } from "../types";
import { coveredMsOf, figure, finding } from "./bits";

const href = onCallHref({ anchor: "rate" });

/** The API is up and nobody asks it anything; not judged before half a window was seen. */
export function findNoTraffic(facts: Facts): Finding[] {
  const { requests, windowMs } = facts;
  if (requests.state !== "ready" || !hasCurrentFigures(facts) || requests.value.requests > 0) return [];
  const overMs = coveredMsOf(facts);
  if (overMs < windowMs / 2) return [];
  return [
    finding({
      code: "no-traffic",
      place: "api",
      severity: "warn",
      evidence: [figure("requests", 0, "count", { overMs, href })],
    }),
  ];
}

const trimmed = (path: string) => path.replace(/\/+$/, "");

/** Only the health URL is asked, by this console or by others: up, and idle. That says nothing of the rest of it. */
export function findOnlyOwnProbes(facts: Facts): Finding[] {
  const { requests, ownProbes, windowMs } = facts;
  if (requests.state !== "ready" || !hasCurrentFigures(facts) || ownProbes === null) return [];
  const { routes, requests: total } = requests.value;
  const probed = `GET ${trimmed(ownProbes.route)}`;
  if (!(total > 0) || routes.some(({ name, requests: count }) => count > 0 && trimmed(name) !== probed)) return [];
  return [
    finding({
      code: "only-own-probes",
      place: "api",
      severity: "info",
      evidence: [
        figure("requests", total, "count", { overMs: coveredMsOf(facts), href }),
        figure("own", Math.min(ownProbes.sent, total), "count", { overMs: windowMs }),
      ],
    }),
  ];
}
