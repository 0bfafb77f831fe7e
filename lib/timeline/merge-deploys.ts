import { formatAge } from "@/lib/format/quantity";
import { compareHref } from "@/lib/routes";
import type { StartGroup } from "./group-starts";
import type { TimelineEvent } from "./types";
import type { VersionChange } from "./version-changes";

/** A deploy as CI told it. `at` is when it took effect. */
export type ToldDeploy = {
  id: string;
  atMs: number;
  version: string;
  commit: string;
  environment: string;
  by: string;
  url: string | null;
  tokenName: string;
};

/** CI tells before the pods are replaced or after; a rollout of many pods takes its time. */
const tellsWithinMs = 10 * 60_000;
/** A version shows in traces once one of its requests was sampled and read. */
const seenWithinMs = 60 * 60_000;

export const deploySources = {
  told: "POST /api/deploys",
  starts: "process_start_time_seconds",
  versions: "service.version",
} as const;

type Draft = { told: ToldDeploy | null; group: StartGroup | null; change: VersionChange | null };

const atOf = ({ told, group, change }: Draft): number => group?.firstMs ?? told?.atMs ?? change?.atMs ?? 0;
const distance = ({ firstMs, lastMs }: StartGroup, atMs: number) =>
  atMs < firstMs ? firstMs - atMs : Math.max(0, atMs - lastMs);

/** Takes the element with the least distance out of the list; undefined when none is near enough. */
function takeNearest<T>(list: T[], distanceOf: (one: T) => number, atMostMs: number): T | undefined {
  let best: T | undefined;
  for (const one of list) {
    const far = distanceOf(one);
    if (far <= atMostMs && (best === undefined || far < distanceOf(best))) best = one;
  }
  if (best !== undefined) list.splice(list.indexOf(best), 1);
  return best;
}

/**
 * Deploys and restarts from what three sources say, each fact in one event: what CI told and the pods' starts within
 * 10 minutes of it, and the version that traces carry from then on. Oldest first.
 */
export function mergeDeploys(
  told: readonly ToldDeploy[],
  groups: readonly StartGroup[],
  changes: readonly VersionChange[],
): TimelineEvent[] {
  const free = [...groups];
  const drafts: Draft[] = told
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((one) => {
      const group = takeNearest(free, (candidate) => distance(candidate, one.atMs), tellsWithinMs) ?? null;
      return { told: one, group, change: null };
    });
  drafts.push(...free.map((group) => ({ told: null, group, change: null })));
  for (const change of changes) {
    const draft = drafts
      .filter((candidate) => couldBe(candidate, change))
      .toSorted((a, b) => atOf(b) - atOf(a))
      .find(({ told: by }) => by?.version === change.version || by === null);
    if (draft) draft.change = change;
    else drafts.push({ told: null, group: null, change });
  }
  return drafts.map(toEvent).toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** Whether what happened then can have brought the version: before its first span, and for nothing else already. */
function couldBe(draft: Draft, { atMs }: VersionChange): boolean {
  const since = atMs - atOf(draft);
  return draft.change === null && since >= -tellsWithinMs && since <= seenWithinMs;
}

function toEvent(draft: Draft): TimelineEvent {
  const { told, group, change } = draft;
  const atMs = atOf(draft);
  const version = told?.version ?? change?.version ?? null;
  const isDeploy = version !== null || group?.kind === "rollout";
  const id = told ? `deploy:${told.id}` : group ? `start:${Math.round(atMs)}` : `version:${Math.round(atMs)}`;
  const sources = [told && deploySources.told, group && deploySources.starts, change && deploySources.versions];
  return {
    id,
    kind: isDeploy ? "deploy" : "restart",
    atMs,
    title: titleOf(version, group),
    detail: detailOf(draft),
    href: isDeploy ? compareHref("deploy", { deploy: id }) : null,
    url: told?.url ?? null,
    source: sources.filter((source) => source !== null).join(", "),
  };
}

function titleOf(version: string | null, group: StartGroup | null): string {
  if (version !== null) return `Deployed ${version}`;
  if (!group) return "";
  const pods = group.instances.length;
  if (group.kind === "rollout") return `Deployed or restarted: ${pods} pods`;
  const [first = ""] = group.instances;
  if (pods === 1 && group.starts.length === 1) return `Pod ${first} started`;
  if (pods === 1) return `Pod ${first} started ${group.starts.length} times`;
  return `${pods} pods started ${group.starts.length} times`;
}

function detailOf({ told, group, change }: Draft): string {
  const facts: (string | null)[] = [
    told?.environment ? `to ${told.environment}` : null,
    told?.commit ? `commit ${told.commit.slice(0, 12)}` : null,
    told?.by ? `by ${told.by}` : null,
    told ? `told with token ${told.tokenName}` : null,
    group ? podsText(group, told !== null || change !== null) : null,
    told && !group ? "no pod was seen starting" : null,
    change && change.version !== told?.version ? `in traces instead of ${change.before.join(", ")}` : null,
  ];
  return facts.filter((fact) => fact !== null).join("; ");
}

function podsText({ instances, starts, firstMs, lastMs }: StartGroup, namesPods: boolean): string | null {
  const within = lastMs > firstMs ? ` within ${formatAge(lastMs - firstMs)}` : "";
  if (instances.length === 1 && !namesPods) return within === "" ? "this pod alone" : `this pod alone,${within}`;
  const named = instances.slice(0, 4).join(", ");
  const more = instances.length > 4 ? ` and ${instances.length - 4} more` : "";
  const times = starts.length > instances.length ? ` ${starts.length} times` : "";
  return `${instances.length === 1 ? "pod" : "pods"} ${named}${more} started${times}${within}`;
}
