import "server-only";
import { z } from "zod";
import { askDocker } from "./client";

/** A container as far as a read-only proxy shows it: no environment, no mounts. */
export type Container = {
  id: string;
  name: string;
  image: string;
  /** Compose project and service; null outside of compose. */
  project: string | null;
  service: string | null;
  /** "running", "exited", "restarting", ... */
  state: string;
};

const containersSchema = z.array(
  z.object({
    Id: z.string().min(12),
    Names: z.array(z.string()).nullish(),
    Image: z.string().nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
    State: z.string(),
  }),
);

/** The engine's list of containers as ours. Throws `ZodError` on another form. */
export function parseContainers(body: unknown): Container[] {
  return containersSchema.parse(body).map(({ Id, Names, Image, Labels, State }) => ({
    id: Id,
    name: Names?.[0]?.replace(/^\//, "") ?? Id.slice(0, 12),
    image: Image ?? "",
    project: Labels?.["com.docker.compose.project"] ?? null,
    service: Labels?.["com.docker.compose.service"] ?? null,
    state: State,
  }));
}

/** All containers of the host, stopped ones included. Throws `UpstreamError`. */
export function listContainers(): Promise<Container[]> {
  return askDocker(async (docker) => parseContainers(await docker.listContainers({ all: true })));
}
