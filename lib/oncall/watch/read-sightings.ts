import { laneTitles } from "@/lib/dependencies/lane-words";
import type { LaneName } from "@/lib/dependencies/types";
import { dependencyHref, onCallHref, podsHref } from "@/lib/links/routes";
import type { Health, Measured } from "@/lib/measured";
import { podClauses } from "@/lib/oncall/pod-clauses";
import type { Overview, VerdictClause, Witness } from "@/lib/oncall/types";
import type { ConditionName, Severity, Sighting, Sightings } from "./conditions";

const unknown: Sighting = { state: "unknown" };
const isWrong = (health: Health): health is Severity => health === "warn" || health === "bad";

/** What the overview says of each condition. What cannot be judged is unknown, never absent. */
export function readSightings(overview: Overview): Sightings {
  const { verdict, witnesses } = overview;
  const absent = (text: string): Sighting => ({ state: "absent", text });
  const present = (severity: Severity, title: string, anchor: string, text = verdict.text): Sighting => ({
    state: "present",
    severity,
    title,
    text,
    href: onCallHref({ anchor }),
  });
  const witness = (name: Witness["name"]) => witnesses.list.find((candidate) => candidate.name === name);
  const scrape = witness("scrape");
  const spans = witness("spans");
  const blindMetrics = failureOf(overview.routes) ?? failureOf(overview.lanes);
  const isBlindToTraces = spans?.word === "cannot ask";

  const sightings: Record<Exclude<ConditionName, "errors" | "slow" | "pod" | LaneName>, Sighting> = {
    "blind-metrics": blindMetrics
      ? present("warn", "The console cannot judge the API: no metrics", "verdict", blindMetrics)
      : absent("VictoriaMetrics answers again."),
    "blind-traces": isBlindToTraces
      ? present("warn", "Jaeger does not answer", "witnesses", spans?.detail)
      : absent("Jaeger answers again."),
    "api-down":
      witnesses.liveness === "down"
        ? present("bad", "API down", "witnesses")
        : witnesses.liveness === "up"
          ? absent("The API is up again.")
          : unknown,
    "metrics-path":
      scrape?.health === "bad"
        ? present("bad", "Metrics path down", "witnesses", `${scrape.detail} ${verdict.text}`)
        : scrape?.health === "ok" || scrape?.health === "warn"
          ? absent("Metrics arrive again.")
          : unknown,
    "traces-path":
      spans?.health === "warn"
        ? present("warn", "Traces path silent", "witnesses", `${spans.detail} ${verdict.text}`)
        : spans?.health === "ok"
          ? absent("Spans arrive again.")
          : unknown,
  };
  return { ...sightings, ...readTraffic(overview, present, absent), pod: readPods(overview) };
}

function failureOf(measured: Measured<unknown>): string | null {
  return measured.state === "error" ? measured.failure.message : null;
}

type Present = (severity: Severity, title: string, anchor: string, text?: string) => Sighting;

function readTraffic(
  { verdict, routes, lanes }: Overview,
  present: Present,
  absent: (text: string) => Sighting,
): Pick<Sightings, "errors" | "slow" | LaneName> {
  const worst = (clauses: VerdictClause[]) => clauses.find(({ health }) => health === "bad") ?? clauses[0];
  const wrong = (matches: (clause: VerdictClause) => boolean) =>
    worst(verdict.clauses.filter((clause) => isWrong(clause.health) && matches(clause)));
  const say = (clause: VerdictClause | undefined, name: string, over: string): Sighting => {
    if (routes.state !== "ready") return unknown;
    if (!clause || !isWrong(clause.health)) return absent(over);
    return present(clause.health, `${name}: ${clause.text.replace(/^(Failing|Slow): /, "")}`, clause.href.slice(1));
  };
  const errors = wrong(({ text, href }) => href === "#errors" || text.startsWith("Failing:"));
  const slow = wrong(({ text }) => text.startsWith("Slow:"));
  return {
    errors: say(errors, "Errors up", "Errors are back within their limits."),
    slow: say(slow, "Slow", "Latency is back within its limits."),
    ...readLanes(lanes, verdict.text),
  };
}

/** Each lane by itself: an idle one has not recovered, whatever the others do. */
function readLanes(lanes: Overview["lanes"], text: string): Record<LaneName, Sighting> {
  const read = (wanted: LaneName): Sighting => {
    const lane = lanes.state === "ready" ? lanes.value.lanes.find(({ name }) => name === wanted) : undefined;
    if (!lane) return unknown;
    const { clause } = lane;
    if (clause && isWrong(clause.health)) {
      return { state: "present", severity: clause.health, title: clause.text, text, href: dependencyHref(wanted) };
    }
    const over = `${laneTitles[wanted]}: back within its limits${lane.figure ? ` (${lane.figure})` : ""}.`;
    return lane.health === "ok" ? { state: "absent", text: over } : unknown;
  };
  return { database: read("database"), b2: read("b2"), push: read("push"), jobs: read("jobs") };
}

/** One pod of several. Too few requests to compare any two is not "all alike". */
function readPods({ pods, verdict }: Overview): Sighting {
  if (pods.state !== "ready") return unknown;
  const [clause] = podClauses(pods.value);
  if (clause) return { state: "present", severity: "warn", title: clause.text, text: verdict.text, href: podsHref() };
  const isKnown = pods.value.compared >= 2 || pods.value.pods === 1;
  return isKnown ? { state: "absent", text: "No pod stands out any more." } : unknown;
}
