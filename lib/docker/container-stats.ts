import "server-only";
import { askDocker } from "./client";
import { type ContainerStats, parseStats } from "./parse-stats";

/** One sample of a running container's figures, at once, as `parseStats` reads it. Throws `UpstreamError`. */
export function containerStats(id: string): Promise<ContainerStats | "unaccounted" | null> {
  return askDocker(async (docker) => {
    const options = { stream: false, "one-shot": true } as const;
    return parseStats(await docker.getContainer(id).stats(options));
  });
}
