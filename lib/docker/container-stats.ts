import "server-only";
import { askDocker } from "./client";
import { type ContainerStats, parseStats } from "./parse-stats";

/** One immediate sample of a container's figures; null when it is not running. Throws `UpstreamError`. */
export function containerStats(id: string): Promise<ContainerStats | null> {
  return askDocker(async (docker) => {
    const options = { stream: false, "one-shot": true } as const;
    return parseStats(await docker.getContainer(id).stats(options));
  });
}
