import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { containerStats } from "./container-stats";
import unaccounted from "./fixtures/no-memory-accounting.json";
import statsV1 from "./fixtures/stats-v1.json";
import statsV2 from "./fixtures/stats-v2.json";
import { followEvents } from "./follow-events";
import { listContainers, parseContainers } from "./list-containers";
import { negotiateVersion, parseDockerHost } from "./parse-docker-host";
import { type DockerEvent, parseEvent } from "./parse-event";
import { parseStats } from "./parse-stats";

const id = "07197eabbf7579f54dc046de5ad892ccdda9dbadbbb75e3c3750409c68239b54";

describe("DOCKER_HOST", () => {
  it.each([
    ["unix:///var/run/docker.sock", { socketPath: "/var/run/docker.sock" }],
    ["tcp://proxy:2375", { protocol: "http", host: "proxy", port: 2375 }],
    ["tcp://proxy", { protocol: "http", host: "proxy", port: 2375 }],
    ["tcp://[::1]:99/", { protocol: "http", host: "::1", port: 99 }],
    ["ssh://me@host", null],
    ["unix://relative", null],
    ["tcp://host:99999", null],
    ["", null],
  ])("%s", (text, expected) => {
    expect(parseDockerHost(text)).toEqual(expected);
  });

  it.each([
    ["1.12", "1.41", "v1.41"],
    ["1.24", "1.47", "v1.47"],
    ["1.40", "1.53", "v1.51"],
    ["1.44", "1.52", "v1.51"],
    ["1.55", "1.60", "v1.55"],
    [undefined, "1.30", "v1.30"],
    ["1.12", "x", null],
  ])("an engine of %s to %s is asked in %s", (min, max, expected) => {
    expect(negotiateVersion({ min, max })).toBe(expected);
  });
});

describe("recorded stats", () => {
  it("of cgroup v1 (Docker 20.10): usage minus total_inactive_file", () => {
    expect(parseStats(statsV1)).toMatchObject({
      usageBytes: 21_676_032,
      workingBytes: 21_676_032,
      anonBytes: 21_110_784,
      cacheBytes: 36_864,
      limitBytes: 67_108_864,
      swapBytes: null,
      cpuNs: 40_832_745,
    });
  });
  it("of cgroup v2: usage minus inactive_file", () => {
    expect(parseStats(statsV2)).toMatchObject({
      usageBytes: 90_000_000,
      workingBytes: 60_000_000,
      anonBytes: 50_000_000,
      cacheBytes: 35_000_000,
    });
  });
  it("of a container that runs without memory accounting say so", () => {
    const [listed] = parseContainers(unaccounted.containers);
    expect(listed).toMatchObject({ state: "running", service: "victoriametrics" });
    expect(parseStats({ ...unaccounted.stats, read: new Date().toISOString() })).toBe("unaccounted");
  });
  it.each([2 ** 64 - 1, 0x7ffffffffffff000, undefined])("with a limit of %s have none", (limit) => {
    const stats = { ...statsV2, memory_stats: { ...statsV2.memory_stats, limit } };
    expect(parseStats(stats)).toMatchObject({ limitBytes: null, workingBytes: 60_000_000 });
  });
  it("of a stopped container are none, and anything that is not stats throws", () => {
    expect(parseStats({ ...statsV1, read: "0001-01-01T00:00:00Z", memory_stats: {} })).toBeNull();
    expect(() => parseStats({ read: "x" })).toThrow();
  });
});

describe("a line of the event stream", () => {
  const line = `{"status":"oom","id":"${id}","Type":"container","Action":"oom","Actor":{"ID":"${id}","Attributes":{"com.docker.compose.project":"honeydue-obs","com.docker.compose.service":"jaeger","name":"obs-jaeger"}},"scope":"local","time":1795618245,"timeNano":1795618245123456789}`;
  it("keeps the engine's nanoseconds, which a double cannot hold", () => {
    expect(parseEvent(line)).toEqual({
      action: "oom",
      containerId: id,
      name: "obs-jaeger",
      project: "honeydue-obs",
      service: "jaeger",
      exitCode: null,
      atMs: 1795618245123,
      timeNano: "1795618245123456789",
    });
  });
  it.each([
    "",
    "{",
    line.replace('"Action":"oom"', '"Action":"exec_create"'),
    line.replace('"Type":"container"', '"Type":"network"'),
  ])("is nothing when it is not ours: %#", (text) => {
    expect(parseEvent(text)).toBeNull();
  });
});

/** A fake engine that answers as it is told; docker-engine.integration.test.ts tests against a real one. */
describe("an engine that misbehaves", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "obs-engine-"));
  const socket = path.join(dir, "d.sock");
  let server: Server | undefined;
  const asked: string[] = [];
  type Answer = { status?: number; body?: string; hang?: boolean; from?: (url: URL) => string; half?: boolean };
  const serve = (answers: Record<string, Answer>) =>
    new Promise<void>((resolve) => {
      server = createServer((request, response) => {
        const url = new URL(request.url ?? "/", "http://docker");
        asked.push(request.url ?? "");
        const name = Object.keys(answers).find((end) => url.pathname.endsWith(end));
        const answer = name ? answers[name] : { status: 404, body: "{}" };
        if (answer?.hang) return;
        response.writeHead(answer?.status ?? 200, { "content-type": "application/json" });
        if (answer?.half) return void response.write("[");
        response.end(answer?.from ? answer.from(url) : answer?.body);
      }).listen(socket, resolve);
    });
  const version = { "/version": { body: '{"ApiVersion":"1.47","MinAPIVersion":"1.24"}' } };

  beforeAll(() => {
    Object.assign(process.env, { DOCKER_HOST: `unix://${socket}`, OBS_LOG_LEVEL: "silent" });
    return () => rmSync(dir, { recursive: true, force: true });
  });
  afterEach(async () => {
    asked.length = 0;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
    server = undefined;
  });
  const failureOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "none",
      (error: unknown) => (error instanceof Error && "failure" in error ? error.failure : error),
    );

  it("is unreachable without its socket", async () => {
    expect(await failureOf(listContainers())).toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining("socket does not exist"),
    });
  });
  it("is asked only for what a read-only proxy allows, in the agreed version", async () => {
    await serve({ ...version, "/containers/json": { body: "[]" }, "/stats": { body: JSON.stringify(statsV1) } });
    expect(await listContainers()).toEqual([]);
    expect(await containerStats(id)).toMatchObject({ limitBytes: 67_108_864 });
    const paths = asked.map((url) => url.split("?")[0]);
    expect(paths).toEqual(["/version", "/v1.47/containers/json", `/v1.47/containers/${id}/stats`]);
  });
  it.each([
    [
      "a proxy that refuses",
      { ...version, "/containers/json": { status: 403, body: '{"message":"no"}' } },
      "bad-status",
    ],
    ["JSON of another form", { ...version, "/containers/json": { body: '[{"Id":1}]' } }, "bad-body"],
    ["a version that is none", { "/version": { body: '{"ApiVersion":"new"}' } }, "bad-body"],
    ["no answer in time", { ...version, "/containers/json": { hang: true } }, "timeout"],
    ["an answer that stops half way", { ...version, "/containers/json": { half: true } }, "timeout"],
    ["no version in time", { "/version": { hang: true } }, "timeout"],
  ])(
    "%s",
    async (_label, answers, kind) => {
      await serve(answers);
      expect(await failureOf(listContainers())).toMatchObject({ source: "docker", kind });
    },
    20_000,
  );

  it("goes on from the newest event after a stream that broke, and says so meanwhile", async () => {
    const event = (second: number) =>
      `{"Type":"container","Action":"die","Actor":{"ID":"${id}","Attributes":{"exitCode":"137"}},"time":${second},"timeNano":${second}000000001}\n`;
    const since: (string | null)[] = [];
    await serve({
      ...version,
      "/events": {
        from: (url) => {
          since.push(url.searchParams.get("since"));
          return since.length === 1 ? `garbage\n${event(100)}` : event(200);
        },
      },
    });
    const events: DockerEvent[] = [];
    const states: boolean[] = [];
    const controller = new AbortController();
    const done = followEvents({
      signal: controller.signal,
      sinceSeconds: () => Math.floor((events.at(-1)?.atMs ?? 1000) / 1000),
      onEvent: async (seen) => {
        events.push(seen);
        if (events.length === 2) controller.abort();
      },
      onState: ({ connected }) => states.push(connected),
    });
    await done;
    expect(events.map(({ atMs, exitCode }) => [atMs, exitCode])).toEqual([
      [100_000, 137],
      [200_000, 137],
    ]);
    expect(since).toEqual(["1", "100"]);
    expect(states.slice(0, 3)).toEqual([true, false, true]);
  }, 20_000);
});
