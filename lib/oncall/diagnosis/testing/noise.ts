import { createRandom, type Random } from "@/demo/random";
import { drawShot } from "@/demo/shots";
import { shortSecondsOf } from "@/lib/ranges/ranges";
import type { RouteNow } from "@/lib/red/types";
import type { Facts } from "../facts/types";
import { facts, route, windowOf } from "./facts";

const stepSeconds = 15;
const windowSeconds = 300;
const shortSeconds = shortSecondsOf(windowSeconds, stepSeconds);

/** Shares of requests that fail and that take longer than a second, as the demo draws them on a day of health. */
const healthy: Record<string, { fails: number; slow: number }> = {
  "GET /api/residences/": { fails: 0.001, slow: 0 },
  "GET /api/residences/:id/": { fails: 0.006, slow: 0 },
  // One upload in a hundred takes seconds and succeeds; two in a thousand fail.
  "POST /api/documents/": { fails: 0.002, slow: 0.013 },
};
type Step = Map<string, { requests: number; errors: number; slow: number }>;
type Traffic = { requestsPerSecond: number; shares?: Record<string, { fails: number; slow: number }> };

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path.replace(/\/\d+\//, "/:id/")}`;

/** How many requests come within a step when they come at random moments. */
function arrivals(random: Random, expected: number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-expected); product *= random.next()) count += 1;
  return count;
}

function drawStep(random: Random, { requestsPerSecond, shares = healthy }: Traffic): Step {
  const step: Step = new Map();
  for (let left = arrivals(random, requestsPerSecond * stepSeconds); left > 0; left -= 1) {
    const name = nameOf(drawShot(random, left));
    const counted = step.get(name) ?? { requests: 0, errors: 0, slow: 0 };
    const { fails, slow } = shares[name] ?? { fails: 0, slow: 0 };
    counted.requests += 1;
    if (random.chance(fails)) counted.errors += 1;
    if (random.chance(slow)) counted.slow += 1;
    step.set(name, counted);
  }
  return step;
}

function sum(steps: readonly Step[], name: string) {
  const total = { requests: 0, errors: 0, slow: 0 };
  for (const step of steps) {
    const counted = step.get(name);
    total.requests += counted?.requests ?? 0;
    total.errors += counted?.errors ?? 0;
    total.slow += counted?.slow ?? 0;
  }
  return total;
}

/**
 * What the console knows at each scrape of a stretch of the demo's traffic, which is random by its seed. The first
 * window is left out: before it nothing is counted whole.
 */
export function* replayTraffic(seed: number, minutes: number, traffic: Traffic): Generator<Facts> {
  const random = createRandom(seed);
  const steps: Step[] = [];
  const length = (minutes * 60) / stepSeconds + windowSeconds / stepSeconds;
  for (let at = 0; at < length; at += 1) {
    steps.push(drawStep(random, traffic));
    const long = steps.slice(-windowSeconds / stepSeconds);
    if (at < windowSeconds / stepSeconds) continue;
    const names = [...new Set(long.flatMap((step) => [...step.keys()]))];
    const short = steps.slice(-shortSeconds / stepSeconds);
    const routes = names.map((name): RouteNow => route(name, { ...sum(long, name), short: sum(short, name) }));
    yield facts({ requests: windowOf(routes) });
  }
}

/** The same of one route that is asked so often a second and fails so often; the windows before it were well. */
export function* replayOnset(seed: number, name: string, perSecond: number, fails: number): Generator<Facts> {
  const random = createRandom(seed);
  const steps: Step[] = [];
  for (let at = -windowSeconds / stepSeconds; at < 40; at += 1) {
    const requests = arrivals(random, perSecond * stepSeconds);
    const errors = Array.from({ length: requests }, () => at >= 0 && random.chance(fails)).filter(Boolean).length;
    steps.push(new Map([[name, { requests, errors, slow: 0 }]]));
    if (at < 0) continue;
    const counted = sum(steps.slice(-windowSeconds / stepSeconds), name);
    const own = route(name, { ...counted, short: sum(steps.slice(-shortSeconds / stepSeconds), name) });
    yield facts({ requests: windowOf([own, route("GET /api/other/"), route("GET /api/more/")]) });
  }
}
