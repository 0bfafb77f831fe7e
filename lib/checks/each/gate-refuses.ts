import "server-only";
import { randomBytes } from "node:crypto";
import { HostError } from "../ask-host";
import { type Check, type Deployment, failed, type Outcome, ok } from "../types";

const stranger = () => `Bearer ${randomBytes(32).toString("hex")}`;

async function statusOf({ ask, hosts }: Deployment, path: string, method: "GET" | "POST", authorization?: string) {
  const headers = authorization ? { authorization } : undefined;
  return (await ask(hosts.ingest, path, { method, headers, body: method === "POST" ? "" : undefined })).status;
}

/** Nothing gets through the gate without a token, with an unknown one, or on any other path. */
export const gateRefuses: Check = {
  name: "gate-refuses",
  place: "ingest",
  title: "The gate refuses strangers",
  run: async (deployment) => {
    const outcomes: Outcome[] = [];
    for (const path of ["/api/v1/write", "/v1/traces"]) {
      for (const [who, authorization] of [
        ["no token", undefined],
        ["an unknown token", stranger()],
      ] as const) {
        try {
          const status = await statusOf(deployment, path, "POST", authorization);
          const evidence = { who, status };
          if (status === 401) outcomes.push(ok(path, evidence));
          else if (status === 503) outcomes.push(failed("gate-console-away", path, evidence));
          else outcomes.push(failed("gate-open", path, evidence));
        } catch (error) {
          if (!(error instanceof HostError)) throw error;
          outcomes.push(failed("host-unreachable", deployment.hosts.ingest, { reason: error.code }));
          return outcomes;
        }
      }
    }
    for (const path of ["/api/v1/query?query=1", "/api/v1/admin/tsdb/delete_series", "/metrics", "/ingest-auth"]) {
      const status = await statusOf(deployment, path, "GET");
      outcomes.push(status === 404 ? ok(path, { status }) : failed("gate-bypassed", path, { status }));
    }
    return outcomes;
  },
};
