import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { z } from "zod";
import { env } from "@/lib/env";
import { observeUpstream } from "@/lib/http/observe-upstream";
import { toUpstreamError, UpstreamError } from "@/lib/http/upstream-error";
import { processState } from "@/lib/process-state";
import { negotiateVersion, parseDockerHost } from "./parse-docker-host";

export const timeoutMs = 3000;
const versionSchema = z.object({ ApiVersion: z.string(), MinAPIVersion: z.string().optional() });

type Connected = { host: string; docker: Docker };

/** Whether the console is told of a Docker Engine at all. */
export function hasDocker(): boolean {
  return env().DOCKER_HOST !== undefined;
}

/** An engine's failure as `UpstreamError`: no path, no header, nothing of a container's settings. */
export function toDockerError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof z.ZodError) {
    const place = error.issues[0]?.path.slice(0, 4).join(".") ?? "";
    return failure("bad-body", `Docker answered with JSON of another form at ${place}.`, error);
  }
  if (error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError")) {
    return failure("timeout", `Docker did not answer within ${timeoutMs / 1000} s.`, error);
  }
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 0;
  if (status > 0) return failure("bad-status", `Docker answered with status ${status}.`, error, status);
  if (error instanceof SyntaxError) return failure("bad-body", "Docker answered with broken JSON.", error);
  if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EACCES")) {
    const reason = error.code === "ENOENT" ? "its socket does not exist" : "its socket may not be opened";
    return failure("unreachable", `Docker cannot be reached: ${reason}.`, error);
  }
  return toUpstreamError("docker", error);
}

function failure(kind: UpstreamError["failure"]["kind"], message: string, cause: unknown, httpStatus?: number) {
  return new UpstreamError({ source: "docker", kind, message, httpStatus }, { cause });
}

async function connect(host: string): Promise<Connected> {
  const address = parseDockerHost(host);
  if (!address) {
    const message = "DOCKER_HOST is neither unix:///path nor tcp://host:port, so Docker is not asked.";
    throw failure("unreachable", message, undefined);
  }
  // This one call takes no abort signal; the client's own timeout ends the socket, the race says that it was one.
  const unversioned = new Docker({ ...address, Promise, timeout: timeoutMs });
  const late = new AbortController();
  const timeout = sleep(timeoutMs, undefined, { signal: late.signal }).then(() => {
    throw new DOMException("no answer", "TimeoutError");
  });
  timeout.catch(() => {});
  const answer = await Promise.race([unversioned.version(), timeout]).finally(() => late.abort());
  const { ApiVersion, MinAPIVersion } = versionSchema.parse(answer);
  const version = negotiateVersion({ min: MinAPIVersion, max: ApiVersion });
  if (!version) throw failure("bad-body", "Docker did not say which version of its API it speaks.", undefined);
  return { host, docker: new Docker({ ...address, version, Promise }) };
}

/**
 * Runs one question to the Docker Engine, counted and timed, with a client whose API version was agreed with it. After
 * a failure the version is asked anew: the engine may have been replaced. Throws `UpstreamError`.
 */
export function askDocker<T>(question: (docker: Docker) => Promise<T>): Promise<T> {
  const state = processState<{ connected: Connected | null }>("docker.client", () => ({ connected: null }));
  return observeUpstream("docker", async () => {
    const host = env().DOCKER_HOST ?? "";
    try {
      if (state.connected?.host !== host) state.connected = await connect(host);
      return await question(state.connected.docker);
    } catch (error) {
      state.connected = null;
      throw toDockerError(error);
    }
  });
}
