import { formatAge } from "@/lib/format/quantity";
import { compareHref, podsHref } from "@/lib/links/routes";
import type { StartGroup } from "./group-starts";
import type { TimelineEvent } from "./types";
import type { VersionChange } from "./version-changes";

/** A deploy as CI reported it. `atMs` is when it took effect. */
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

/** CI reports before the first pod is replaced or after the last: images are pulled, and CI waits for the rollout. */
const tellsWithinMs = 5 * 60_000;
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

/**
 * Pairs each deploy that CI reported with the starts nearest to it, each used once: if two are near the same starts,
 * the nearer one gets them.
 */
function pairUp(told: readonly ToldDeploy[], groups: readonly StartGroup[]): Map<ToldDeploy, StartGroup> {
  const near = told
    .flatMap((one) => groups.map((group) => ({ one, group, far: distance(group, one.atMs) })))
    .filter(({ far }) => far <= tellsWithinMs)
    .toSorted((a, b) => a.far - b.far);
  const pairs = new Map<ToldDeploy, StartGroup>();
  const taken = new Set<StartGroup>();
  for (const { one, group } of near) {
    if (pairs.has(one) || taken.has(group)) continue;
    pairs.set(one, group);
    taken.add(group);
  }
  return pairs;
}

/**
 * Deploys and restarts from what three sources say, each fact in one event: what CI reported, the pods' starts within 5
 * minutes of it, and the version that traces carry from then on. Oldest first. `startsKnownUntilMs` is null when starts
 * could not be asked for; then nothing is said about pods.
 */
export function mergeDeploys(
  told: readonly ToldDeploy[],
  groups: readonly StartGroup[],
  changes: readonly VersionChange[],
  startsKnownUntilMs: number | null,
): TimelineEvent[] {
  const pairs = pairUp(told, groups);
  const paired = new Set(pairs.values());
  const drafts: Draft[] = [
    ...told.map((one) => ({ told: one, group: pairs.get(one) ?? null, change: null })),
    ...groups.filter((group) => !paired.has(group)).map((group) => ({ told: null, group, change: null })),
  ];
  for (const change of changes) {
    const draft = drafts
      .filter((candidate) => couldBe(candidate, change))
      .toSorted((a, b) => atOf(b) - atOf(a))
      .find(({ told: by }) => by?.version === change.version || by === null);
    if (draft) draft.change = change;
    else drafts.push({ told: null, group: null, change });
  }
  return drafts
    .map((draft) => toEvent(draft, startsKnownUntilMs))
    .toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/**
 * Whether this draft can have brought the version: it came before the version's first span, and no other version is
 * matched to it.
 */
function couldBe(draft: Draft, { atMs }: VersionChange): boolean {
  const since = atMs - atOf(draft);
  return draft.change === null && since >= -tellsWithinMs && since <= seenWithinMs;
}

function toEvent(draft: Draft, startsKnownUntilMs: number | null): TimelineEvent {
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
    title: titleOf(draft),
    detail: detailOf(draft, startsKnownUntilMs),
    href: isDeploy ? compareHref("deploy", { deploy: id }) : podsHref(),
    url: told?.url ?? null,
    source: sources.filter((source) => source !== null).join(", "),
  };
}

function titleOf({ told, group, change }: Draft): string {
  const version = told?.version ?? change?.version;
  if (version !== undefined) return `Deployed ${version}${told?.environment ? ` to ${told.environment}` : ""}`;
  if (!group) return "";
  const pods = group.instances.length;
  if (group.kind === "rollout") return `Deployed or restarted: ${pods} pods`;
  const [first = ""] = group.instances;
  if (pods === 1 && group.starts.length === 1) return `Pod ${first} started`;
  if (pods === 1) return `Pod ${first} started ${group.starts.length} times`;
  return `${pods} pods started ${group.starts.length} times`;
}

function detailOf({ told, group, change }: Draft, startsKnownUntilMs: number | null): string {
  const isStartMissing = told && !group && told.atMs + tellsWithinMs < (startsKnownUntilMs ?? 0);
  const facts: (string | null)[] = [
    told?.commit ? `commit ${told.commit.slice(0, 12)}` : null,
    told?.by ? `by ${told.by}` : null,
    told ? `told with token ${told.tokenName}` : null,
    group ? podsText(group, told !== null || change !== null) : null,
    isStartMissing ? "no pod was seen starting" : null,
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
