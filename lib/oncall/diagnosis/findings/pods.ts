import { podsHref } from "@/lib/links/routes";
import { outliersByPod } from "@/lib/pods/judge-pods";
import type { Facts, ScrapeTarget } from "../facts/types";
import { hasCurrentFigures } from "../liveness";
import type { Finding, Subject } from "../types";
import { figure, finding, freshApi } from "./bits";

const href = podsHref();
const podOf = ({ instance, pod }: ScrapeTarget): Subject => ({ kind: "pod", id: instance, name: pod ?? instance });

/** Some pods answer vmagent and some do not. */
export function findPodsDown(facts: Facts): Finding[] {
  const fresh = freshApi(facts);
  const down = fresh.filter(({ isUp, failed }) => !isUp && (failed?.count ?? 0) >= 2);
  if (down.length === 0 || !fresh.some(({ isUp }) => isUp)) return [];
  const since = Math.min(...down.flatMap(({ failed }) => failed?.sinceMs ?? []));
  return [
    finding({
      code: "pods-down",
      place: "api",
      severity: "warn",
      subject: down.length === 1 && down[0] ? podOf(down[0]) : null,
      sinceMs: since,
      evidence: [
        figure("down", down.length, "count", { href }),
        figure("pods", fresh.length, "count"),
        figure(
          "names",
          down
            .slice(0, 3)
            .map((target) => podOf(target).name)
            .join(", "),
          "text",
        ),
      ],
    }),
  ];
}

/** Two restarts within minutes are a loop and no deploy. */
const startsMin = 3;

export function findPodRestarts(facts: Facts): Finding[] {
  return freshApi(facts).flatMap((target) => {
    if (target.isSeveral || target.startsMs.length < startsMin) return [];
    return [
      finding({
        code: "pod-restarts",
        place: "api",
        severity: "warn",
        subject: podOf(target),
        evidence: [figure("starts", target.startsMs.length, "count", { href })],
        sinceMs: Math.min(...target.startsMs.slice(1)),
      }),
    ];
  });
}

/** The start of a process alternates: two answer at one address, and their counters cannot be told apart. */
export function findSeveralProcesses(facts: Facts): Finding[] {
  return freshApi(facts).flatMap((target) =>
    target.isSeveral
      ? [
          finding({
            code: "several-processes",
            place: "api",
            severity: "warn",
            subject: podOf(target),
            evidence: [figure("processes", target.startsMs.length, "count", { href })],
            explains: [{ code: "no-traffic" }],
          }),
        ]
      : [],
  );
}

/** One pod is worse than the others by more than chance; the others serve. */
export function findPodOutliers(facts: Facts): Finding[] {
  if (facts.pods.state !== "ready" || !hasCurrentFigures(facts)) return [];
  const { outliers, windowMs } = facts.pods.value;
  return outliersByPod(outliers).map(({ id, name, texts }) =>
    finding({
      code: "pod-outlier",
      place: "api",
      severity: "warn",
      subject: { kind: "pod", id, name },
      reason: outliers.find((outlier) => outlier.id === id)?.kind ?? null,
      evidence: texts.map((text) => figure("outlier", text, "text", { overMs: windowMs, href })),
    }),
  );
}
