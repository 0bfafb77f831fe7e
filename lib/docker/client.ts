import "server-only";
import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { observeUpstream } from "@/lib/upstream/observe-upstream";
import { toUpstreamError, UpstreamError } from "@/lib/upstream/upstream-error";
import { negotiateVersion, parseDockerHost } from "./parse-docker-host";

const timeoutMs = 3000;
const versionSchema = z.object({ ApiVersion: z.string(), MinAPIVersion: z.string().optional() });

/**
 * `streaming` may stay silent for hours; `docker` ends a socket that does. It does so by a timeout, since aborting
 * dockerode by a signal can emit an error with nobody listening and so end the process.
 */
type Connected = { host: string; docker: Docker; streaming: Docker };

/** Whether a Docker Engine is configured at all. */
export function hasDocker(): boolean {
  return env().DOCKER_HOST !== undefined;
}

/** An engine's failure as `UpstreamError`: no path, no header, nothing of a container's settings. */
function toDockerError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof z.ZodError) {
    const place = error.issues[0]?.path.slice(0, 4).join(".") ?? "";
    return failure("bad-body", `Docker answered with JSON of an unexpected form at ${place}.`, error);
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

/** Rejects with a timeout when `work` takes longer: not every kind of hang settles dockerode's own promise. */
async function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  const done = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: done.signal }).then(() => {
    throw new DOMException("no answer", "TimeoutError");
  });
  late.catch(() => {});
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => done.abort());
}

async function connect(host: string): Promise<Connected> {
  const address = parseDockerHost(host);
  if (!address) {
    const message = "DOCKER_HOST is neither unix:///path nor tcp://host:port, so Docker is not asked.";
    throw failure("unreachable", message, undefined);
  }
  const common = { ...address, agent: new Agent({ keepAlive: false }), Promise };
  const answer = await new Docker({ ...common, timeout: timeoutMs }).version();
  const { ApiVersion, MinAPIVersion } = versionSchema.parse(answer);
  const version = negotiateVersion({ min: MinAPIVersion, max: ApiVersion });
  if (!version) throw failure("bad-body", "Docker did not say which version of its API it speaks.", undefined);
  const options = { ...common, version };
  return { host, docker: new Docker({ ...options, timeout: timeoutMs }), streaming: new Docker(options) };
}

/**
 * Runs one question to the Docker Engine, counted and timed, with a client whose API version was negotiated with it.
 * After a failure the version is negotiated again: the engine may have been replaced. Throws `UpstreamError`, at the
 * latest after twice the timeout.
 */
export function askDocker<T>(question: (docker: Docker, streaming: Docker) => Promise<T>): Promise<T> {
  const state = processState<{ connected: Connected | null }>("docker.client", () => ({ connected: null }));
  const host = env().DOCKER_HOST ?? "";
  const ask = async () => {
    if (state.connected?.host !== host) state.connected = await withDeadline(connect(host), timeoutMs);
    return withDeadline(question(state.connected.docker, state.connected.streaming), timeoutMs);
  };
  return observeUpstream("docker", async () => {
    try {
      return await ask();
    } catch (error) {
      state.connected = null;
      throw toDockerError(error);
    }
  });
}
