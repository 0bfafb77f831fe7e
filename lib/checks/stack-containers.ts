import "server-only";
import type Docker from "dockerode";
import type { ContainerInspectInfo } from "dockerode";
import { type StackService, stack, stackServices } from "@/lib/plan/stack";

const projectLabel = "com.docker.compose.project";
/** The container that the verification itself runs in. */
const verifyLabel = `${stack.project}.verify`;
const serviceLabel = "com.docker.compose.service";

export type StackContainer = { service: StackService; info: ContainerInspectInfo };

const isService = (text: string | undefined): text is StackService => stackServices.some((name) => name === text);

/** The stack's own containers with all that the engine knows of them; one that is missing is not in the list. */
export async function stackContainers(docker: Docker): Promise<StackContainer[]> {
  const listed = await docker.listContainers({ all: true, filters: { label: [`${projectLabel}=${stack.project}`] } });
  const found: StackContainer[] = [];
  for (const { Id, Labels } of listed) {
    const service = Labels[serviceLabel];
    if (isService(service)) found.push({ service, info: await docker.getContainer(Id).inspect() });
  }
  return found;
}

export type Neighbour = { name: string; project: string; networks: string[]; mounts: string[] };

/** What else runs on the host: every container that is not of this project. */
export async function neighbourContainers(docker: Docker): Promise<Neighbour[]> {
  const listed = await docker.listContainers({ all: true });
  return listed
    .filter(({ Labels }) => Labels[projectLabel] !== stack.project && Labels[verifyLabel] === undefined)
    .map(({ Names, Labels, NetworkSettings, Mounts }) => ({
      name: (Names[0] ?? "").replace(/^\//, ""),
      project: Labels[projectLabel] ?? "",
      networks: Object.keys(NetworkSettings?.Networks ?? {}),
      mounts: (Mounts ?? []).map(({ Name, Source }) => Name ?? Source),
    }));
}
