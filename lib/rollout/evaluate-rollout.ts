import "server-only";
import { mapMeasured } from "@/lib/measured";
import { checkTitles, rolloutSteps } from "@/lib/plan/rollout-steps";
import { env } from "@/lib/runtime/env";
import { loadTimeline } from "@/lib/timeline/load-timeline";
import { findLeaks } from "./checks/find-leaks";
import { loadDecisions } from "./decisions";
import { loadGrafanaFacts } from "./facts/grafana-facts";
import { loadMetricsFacts } from "./facts/metrics-facts";
import { measureSampling } from "./facts/sampling-facts";
import { loadStackFacts } from "./facts/stack-facts";
import { loadTraceFacts } from "./facts/trace-facts";
import { fixes } from "./fixes";
import { judgeChecks, type RolloutFacts } from "./judge-checks";
import { judgeSkips } from "./skips/judge-skips";
import { loadCapacity } from "./skips/load-capacity";
import { type Looked, loadChanges, storeLook } from "./store-look";
import { stateOfStep, summarizeRollout } from "./summarize-rollout";
import type { CheckView, Rollout, StepView } from "./types";

const aroundMs = 10 * 60_000;
const aroundMax = 5;

async function gather(nowMs: number): Promise<RolloutFacts> {
  const [metrics, traces, sampling, grafana, stack, decisions] = await Promise.all([
    loadMetricsFacts(nowMs),
    loadTraceFacts(nowMs),
    measureSampling(nowMs),
    loadGrafanaFacts(nowMs),
    loadStackFacts(nowMs),
    loadDecisions(),
  ]);
  const scrapeSeconds = env().OBS_SCRAPE_INTERVAL_SECONDS;
  return { nowMs, metrics, traces, sampling, grafana, stack, decisions, scrapeSeconds };
}

/** What else happened around the time that a check was lost: a deploy, a token, a restart. */
async function around(lostAtMs: number): Promise<CheckView["around"]> {
  const { events } = await loadTimeline({ startMs: lostAtMs - aroundMs, endMs: lostAtMs + aroundMs });
  return events.slice(-aroundMax).map(({ atMs, title, href }) => ({ atMs, title, href }));
}

async function viewOf(
  code: CheckView["code"],
  step: CheckView["step"],
  outcome: ReturnType<typeof judgeChecks>[typeof code],
  looked: Looked,
): Promise<CheckView> {
  const { because, evidence, passing, failing } = outcome;
  const { shown, memory } = looked;
  const lostAtMs = shown === "regressed" ? (memory?.lostAtMs ?? null) : null;
  return {
    code,
    step,
    title: checkTitles[code],
    state: shown,
    because,
    evidence,
    passing,
    failing,
    memory,
    fix: shown === "met" ? null : (fixes[code] ?? null),
    around: lostAtMs === null ? [] : await around(lostAtMs),
  };
}

/**
 * Looks at the plan's four steps by what the stack shows now, remembers what changed, and returns all that `/rollout`
 * shows. An upstream that cannot be asked makes its checks unknown. Throws `DatabaseBusyError`, and as Prisma does.
 */
export async function evaluateRollout(nowMs = Date.now()): Promise<Rollout> {
  const facts = await gather(nowMs);
  const outcomes = judgeChecks(facts);
  const [looked, capacity] = await Promise.all([storeLook(outcomes, nowMs), loadCapacity(nowMs)]);
  const steps: StepView[] = [];
  for (const { step, title, worth, checks } of rolloutSteps) {
    const views = await Promise.all(checks.map((code) => viewOf(code, step, outcomes[code], looked[code])));
    steps.push({ step, title, worth, state: stateOfStep(views), checks: views });
  }
  const services = mapMeasured(facts.traces, (traces) => traces.services);
  const skips = judgeSkips({ nowMs, capacity, services, logSearch: facts.decisions["log-search"] });
  const leaks = mapMeasured(facts.traces, ({ recent, login, uploads, pushes, tasks, queries }) =>
    findLeaks([recent, login, uploads, pushes, tasks, queries].flatMap(({ traces }) => traces)),
  );
  return { evaluatedAtMs: nowMs, summary: summarizeRollout(steps), steps, skips, leaks, history: await loadChanges() };
}
