import "server-only";
import { z } from "zod";
import { judgeCertificate } from "@/lib/checks/each/certificates";
import { openHosts } from "@/lib/checks/open-deployment";
import { loadCollectorState, saveCollectorState } from "@/lib/resources/collector-state";
import { processState } from "@/lib/runtime/process-state";
import { hostNames } from "./host-names";
import { rememberTtl, seenTtls, type TtlMemory } from "./judge/judge-dns";
import { loadPlans } from "./load-plans";
import { probeDns } from "./probes/probe-dns";
import { probeTarget } from "./probes/probe-target";
import { type HostCertificate, type HostDns, moveHosts, type TargetProbe } from "./types";

/** How often the console looks by itself; what is seen of a TTL is remembered. */
export const lookEveryMs = 10 * 60_000;
const demandEveryMs = 15_000;
const memoryKey = "migration-ttl";
const memorySchema = z.record(
  z.string(),
  z.object({ ttlSeconds: z.number(), sinceMs: z.number(), beforeSeconds: z.number().nullable() }),
);

export type HostsLook = {
  dns: HostDns[];
  certificates: HostCertificate[];
  target: TargetProbe | null;
  lookedAtMs: number;
};
type Kept = { latest: HostsLook | null; running: Promise<HostsLook> | null };
const kept = () => processState("migration.hosts", (): Kept => ({ latest: null, running: null }));

/** What was seen of each name's TTL. */
export async function loadTtlMemory(): Promise<Map<string, TtlMemory>> {
  return new Map(Object.entries((await loadCollectorState(memoryKey, memorySchema)) ?? {}));
}

async function look(): Promise<HostsLook> {
  const names = hostNames();
  const named = moveHosts.flatMap((host) => (names[host] ? [{ host, name: names[host] }] : []));
  const { open } = await loadPlans();
  const isComplete = named.length === moveHosts.length;
  const all = { ingest: names.ingest ?? "", grafana: names.grafana ?? "", console: names.console ?? "" };
  const here = openHosts(all, null);
  const [dns, certificates, target] = await Promise.all([
    Promise.all(named.map(({ host, name }) => probeDns(host, name))),
    Promise.all(
      named.map(async ({ host, name }): Promise<HostCertificate> => {
        return { host, name, outcome: await judgeCertificate(here, name), askedAtMs: Date.now() };
      }),
    ),
    open ? probeTarget(open.targetAddress, isComplete ? all : null) : null,
  ]);
  const memory = await loadTtlMemory();
  for (const [name, ttl] of seenTtls(dns)) memory.set(name, rememberTtl(memory.get(name) ?? null, ttl, Date.now()));
  await saveCollectorState(memoryKey, Object.fromEntries(memory));
  return { dns, certificates, target, lookedAtMs: Date.now() };
}

/** Looks now, or waits for the look under way. Rejects as Prisma does. */
export function lookAtHosts(): Promise<HostsLook> {
  const state = kept();
  state.running ??= look()
    .then((latest) => {
      state.latest = latest;
      return latest;
    })
    .finally(() => {
      state.running = null;
    });
  return state.running;
}

/** The newest look; made now where there is none or it is too old. `fresh` asks for one now, at most every 15 s. */
export async function loadHosts({ fresh = false }: { fresh?: boolean } = {}): Promise<HostsLook> {
  const { latest } = kept();
  const ageMs = latest ? Date.now() - latest.lookedAtMs : Number.POSITIVE_INFINITY;
  return latest && ageMs < (fresh ? demandEveryMs : lookEveryMs) ? latest : lookAtHosts();
}
