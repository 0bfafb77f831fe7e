import type { Health } from "@/lib/measured";
import type { Outcome } from "../types";

/** One public host, asked as an outsider. `reached` is whether any HTTP answer came. */
export type HostFacts = { name: string; url: string; reached: boolean; detail: string; atMs: number };

const isLocal = (url: string) => /^https?:\/\/(127\.|localhost|\[::1\])/.test(url);

/** Whether the hosts of the plan answer; a host on this machine needs no TLS. */
export function checkHosts(hosts: readonly HostFacts[]): Outcome {
  if (hosts.length === 0) {
    const because = "Neither INGEST_PUBLIC_URL nor GRAFANA_PUBLIC_URL is set, so no host can be asked.";
    return { state: "unknown", because, evidence: [] };
  }
  const evidence = hosts.map(({ name, url, detail, atMs }) => ({ label: name, value: `${url}: ${detail}`, atMs }));
  const silent = hosts.filter(({ reached }) => !reached).map(({ name }) => name);
  if (silent.length > 0) return { state: "not-yet", because: `${silent.join(" and ")} cannot be reached.`, evidence };
  const plain = hosts.filter(({ url }) => url.startsWith("http:") && !isLocal(url)).map(({ name }) => name);
  if (plain.length > 0) return { state: "partly", because: `${plain.join(" and ")} answers without TLS.`, evidence };
  return { state: "met", because: `${hosts.map(({ name }) => name).join(" and ")} answer.`, evidence };
}

/** Whether the gate refuses a write without a token, by its own check. */
export function checkTokenRequired(gate: { state: Health; detail: string; checkedAtMs: number }): Outcome {
  const evidence = [{ label: "POST /api/v1/write without a token", value: gate.detail, atMs: gate.checkedAtMs }];
  if (gate.state === "ok") return { state: "met", because: gate.detail, evidence };
  if (gate.state === "bad") return { state: "not-yet", because: gate.detail, evidence };
  return { state: "unknown", because: gate.detail, evidence };
}
