import "server-only";
import { z } from "zod";
import type { Container } from "@/lib/docker/list-containers";
import { processState } from "@/lib/runtime/process-state";
import { loadCollectorState, saveCollectorState } from "./collector-state";

/** What attribution needs to know of a container that may be gone by the time its kill is read. */
const knownSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    image: z.string(),
    project: z.string().nullable(),
    service: z.string().nullable(),
  }),
);
export type KnownContainer = z.infer<typeof knownSchema>[number];

const key = "docker.containers";
/** A host has a few dozen; old ones make room. A plain map, since it is stored as a list in order of arrival. */
const maxKnown = 500;

type State = { known: Map<string, KnownContainer> | null };
const state = () => processState<State>("resources.known-containers", () => ({ known: null }));

/** Containers seen so far by id, also by earlier runs of the console. Throws as Prisma does. */
export async function knownContainers(): Promise<Map<string, KnownContainer>> {
  const current = state();
  current.known ??= new Map(((await loadCollectorState(key, knownSchema)) ?? []).map((one) => [one.id, one]));
  return current.known;
}

/** Adds what Docker lists now and returns those that are new; writes only if there are any. Throws as Prisma does. */
export async function rememberContainers(list: readonly Container[]): Promise<KnownContainer[]> {
  const known = await knownContainers();
  const fresh = list.filter(({ id, name }) => known.get(id)?.name !== name);
  if (fresh.length === 0) return [];
  for (const { id, name, image, project, service } of fresh) known.set(id, { id, name, image, project, service });
  for (const id of known.keys()) if (known.size > maxKnown) known.delete(id);
  await saveCollectorState(key, [...known.values()]);
  return fresh;
}
