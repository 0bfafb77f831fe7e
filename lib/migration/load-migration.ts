import "server-only";
import { feedState } from "@/lib/gate/feed-state";
import { isMoved } from "@/lib/plan/moved-places";
import { stackPaths } from "@/lib/plan/stack";
import { loadConfirmations } from "./confirm-item";
import { whereTo, zoneTtlSeconds } from "./judge/judge-dns";
import { type Flight, judgeGo, measuredOf, predictFlight } from "./judge/judge-flight";
import { judgeLamps } from "./judge/judge-lamps";
import { judgeReadiness } from "./judge/judge-readiness";
import { loadFlightFacts } from "./load-flight";
import { loadRecords } from "./load-records";
import { loadSources } from "./load-sources";
import { type HostsLook, loadHosts, loadTtlMemory } from "./look-at-hosts";
import type { MoveRecord } from "./move-record";
import { type EndedPlan, loadPlans, type MovePlanView } from "./plan-move";
import { mayRehearse } from "./start-rehearsal";
import type { Lamp, ReadinessItem, SourcePath } from "./types";

/** Everything `/migration` shows; also `GET /api/migration`. Times in unix ms, sizes in bytes. */
export type Migration = {
  generatedAtMs: number;
  items: ReadinessItem[];
  plan: MovePlanView | null;
  ended: EndedPlan[];
  hosts: HostsLook;
  flight: Flight;
  go: ReturnType<typeof judgeGo>;
  lamps: Lamp[];
  sources: SourcePath[];
  /** The newest move and rehearsal that the script recorded, whatever became of them. */
  move: MoveRecord | null;
  rehearsal: MoveRecord | null;
  records: MoveRecord[];
  mayRehearse: boolean;
};

/** Files without which the stack does not start elsewhere, or starts with other secrets. */
function secretFiles() {
  const { envFile, secrets, database, token, gateSecret, denyDir } = stackPaths();
  const files = [envFile, `${secrets}/grafana/admin-password`, database, token, gateSecret, denyDir];
  return files.map((path) => ({ path, listed: isMoved(path.slice(1)) }));
}

/** How ready a move is, what is planned, what it would cost, and how a cutover stands. Throws as Prisma does. */
export async function loadMigration({ fresh = false }: { fresh?: boolean } = {}): Promise<Migration> {
  const nowMs = Date.now();
  const [records, plans, hosts, flightFacts, confirmations, ttl, sources, feed] = await Promise.all([
    loadRecords(),
    loadPlans(),
    loadHosts({ fresh }),
    loadFlightFacts(nowMs),
    loadConfirmations(),
    loadTtlMemory(),
    loadSources(nowMs),
    feedState(nowMs),
  ]);
  const move = records.find(({ kind }) => kind === "move") ?? null;
  const rehearsal = records.find(({ kind }) => kind === "rehearse") ?? null;
  const rehearsed = records.find(({ kind, state }) => kind === "rehearse" && state === "finished") ?? null;
  const flight = predictFlight({ ...flightFacts, measured: measuredOf(rehearsed) });
  const { storeBytes, sizedAtMs } = flightFacts;
  const skewMs = move?.facts.clockSkewMs;
  const items = judgeReadiness(
    {
      storeBytes: storeBytes !== null && sizedAtMs !== null ? { bytes: storeBytes, atMs: sizedAtMs } : null,
      flight,
      rehearsal: rehearsed,
      dns: hosts.dns,
      ttl,
      tls: hosts.tls,
      secrets: secretFiles(),
      clockSkewMs: move && skewMs !== undefined ? { skewMs, atMs: move.startedAtMs } : null,
      confirmations,
    },
    nowMs,
  );
  const target = plans.open?.targetAddress ?? null;
  const ttls = hosts.dns.map(zoneTtlSeconds).filter((seconds) => seconds !== null);
  const forwarded = sources.flatMap(({ lastForwardedAtMs }) => (lastForwardedAtMs === null ? [] : [lastForwardedAtMs]));
  const lamps = judgeLamps(
    {
      cutoverAtMs: move?.state === "finished" ? (move.facts.forwardedAtMs ?? null) : null,
      sources,
      lastForwardedAtMs: forwarded.length > 0 ? Math.max(...forwarded) : null,
      ttlSeconds: ttls.length > 0 ? Math.max(...ttls) : null,
      resolvers: target ? hosts.dns.flatMap(({ views }) => views.map((view) => whereTo(view, target))) : [],
      logIsRead: feed.state === "proven",
    },
    nowMs,
  );
  const go = judgeGo({
    hasPlan: plans.open !== null,
    flight,
    bad: items.filter(({ health }) => health === "bad").length,
    unknown: items.filter(({ health }) => health === "unknown").length,
    targetReachable: hosts.target
      ? hosts.target.ports.some(({ port, state }) => port === 22 && state === "open")
      : null,
  });
  return {
    generatedAtMs: nowMs,
    items,
    plan: plans.open,
    ended: plans.ended,
    hosts,
    flight,
    go,
    lamps,
    sources,
    move,
    rehearsal,
    records,
    mayRehearse: mayRehearse(),
  };
}
