import "server-only";
import { versions } from "@/lib/checks/each/stores";
import { type LoadedReport, readVerifyReport } from "@/lib/checks/load-verify-report";
import { feedState } from "@/lib/gate/feed-state";
import { loadConfirmations } from "./confirm-item";
import type { ReadinessFacts } from "./judge/items/facts";
import { whereTo, zoneTtlSeconds } from "./judge/judge-dns";
import { type Flight, judgeGo, measuredOf, predictFlight } from "./judge/judge-flight";
import { judgeLamps } from "./judge/judge-lamps";
import { judgeReadiness } from "./judge/judge-readiness";
import { loadBackup } from "./load-backup";
import { loadFlightFacts } from "./load-flight";
import { type EndedPlan, loadPlans, type MovePlanView } from "./load-plans";
import { loadRecords } from "./load-records";
import { loadSources } from "./load-sources";
import { type HostsLook, loadHosts, loadTtlMemory } from "./look-at-hosts";
import type { MoveRecord } from "./move-record";
import { type RunbookStep, scriptOf, writeRunbook } from "./runbook";
import { mayRehearse } from "./start-rehearsal";
import { secretFiles, thisBox } from "./this-box";
import type { Lamp, ReadinessItem, ResolverView, SourcePath } from "./types";

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
  /** Since when the old gate passes on, and where each resolver leads; null before. */
  cutover: { atMs: number; resolvers: ResolverView[] } | null;
  sources: SourcePath[];
  /** The newest move and rehearsal that the script recorded, whatever became of them. */
  move: MoveRecord | null;
  rehearsal: MoveRecord | null;
  records: MoveRecord[];
  mayRehearse: boolean;
  rehearseCommand: string;
  /** What a person does, with the real values. */
  runbook: RunbookStep[];
};

/** The newest verification's word on the images. */
function versionsOf(loaded: LoadedReport): ReadinessFacts["versions"] {
  const check = loaded.state === "ready" ? loaded.report.checks.find(({ name }) => name === versions.name) : undefined;
  return check && loaded.state === "ready" ? { outcomes: check.outcomes, atMs: loaded.report.finishedAtMs } : null;
}

/** How ready a move is, what is planned, what it would cost, and how a cutover stands. Throws as Prisma does. */
export async function loadMigration({ fresh = false }: { fresh?: boolean } = {}): Promise<Migration> {
  const nowMs = Date.now();
  const box = thisBox();
  const [records, plans, hosts, flightFacts, confirmations, sources, feed, backup, verified] = await Promise.all([
    loadRecords(),
    loadPlans(),
    loadHosts({ fresh }),
    loadFlightFacts(nowMs),
    loadConfirmations(),
    loadSources(nowMs),
    feedState(nowMs),
    loadBackup(),
    readVerifyReport(),
  ]);
  // After the look, which adds to it.
  const ttl = await loadTtlMemory();
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
      certificates: hosts.certificates,
      secrets: secretFiles(box),
      clockSkewMs: move && skewMs !== undefined ? { skewMs, atMs: move.startedAtMs } : null,
      backup,
      versions: versionsOf(verified),
      confirmations,
    },
    nowMs,
  );
  const target = plans.open?.targetAddress ?? null;
  const ttls = hosts.dns.map(zoneTtlSeconds).filter((seconds) => seconds !== null);
  const forwarded = sources.flatMap(({ lastForwardedAtMs }) => (lastForwardedAtMs === null ? [] : [lastForwardedAtMs]));
  // One that was closed is history: nobody watches what still comes by that old box.
  const isClosed = plans.ended.some(({ measured }) => measured?.recordId === move?.id);
  const cutoverAtMs = move?.state === "finished" && !isClosed ? (move.facts.forwardedAtMs ?? null) : null;
  const resolvers = target
    ? hosts.dns.flatMap(({ name, views }) =>
        views.map((view) => ({ name, resolver: view.resolver, where: whereTo(view, target) })),
      )
    : [];
  const lamps = judgeLamps(
    {
      cutoverAtMs,
      sources,
      lastForwardedAtMs: forwarded.length > 0 ? Math.max(...forwarded) : null,
      ttlSeconds: ttls.length > 0 ? Math.max(...ttls) : null,
      resolvers: resolvers.map(({ where }) => where),
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
    cutover: cutoverAtMs === null ? null : { atMs: cutoverAtMs, resolvers },
    sources,
    move,
    rehearsal,
    records,
    mayRehearse: mayRehearse(),
    rehearseCommand: `${scriptOf(box)} rehearse`,
    runbook: writeRunbook({ target, names: hosts.dns.map(({ name }) => name), gapMs: flight.gapMs, box }),
  };
}
