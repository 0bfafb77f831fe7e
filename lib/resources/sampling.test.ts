import { linkSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { judgeRow } from "@/lib/budget/judge-row";
import { bytesPerSpan } from "@/lib/budget/storage-facts";
import { projectDisk } from "@/lib/budget/what-if";
import { packChunk, unpackChunk } from "./chunk";
import { createCounterRates } from "./counter-rate";
import { directorySize } from "./directory-size";
import { countOf } from "./judge-losses";
import { createMinuteAccumulator, pendingMinutesMax } from "./minute-accumulator";
import { parseMetricsText, sumOf } from "./parse-metrics-text";
import { parseKilobytes, parsePressure, parseProcessStat, parseVmstat } from "./parse-proc";
import { subjectOfContainer } from "./subject-of-container";
import { gridTimes, maxOnGrid } from "./to-grid";

const minuteMs = 60_000;
const mebibyte = 1024 ** 2;
const dir = mkdtempSync(path.join(tmpdir(), "obs-sampling-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("chunks", () => {
  const float = fc.float({ noNaN: true, noDefaultInfinity: true });
  const slot = fc.option(fc.record({ min: float, max: float, average: float }));
  it("come back as they were packed, gaps included", () => {
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 60 }), (slots) => {
        const back = unpackChunk("minute", packChunk("minute", slots));
        expect(back).toHaveLength(60);
        for (const [index, one] of back.entries()) expect(one).toEqual(slots[index] ?? null);
      }),
    );
  });
  it("of a wrong length are all gaps", () => {
    expect(unpackChunk("minute", new Uint8Array(7)).every((one) => one === null)).toBe(true);
  });
});

describe("minutes", () => {
  it("have the extremes and the mean of their samples, and stay until they are stored", () => {
    const minutes = createMinuteAccumulator();
    for (const [atMs, value] of [
      [0, 10],
      [15_000, 30],
      [30_000, 20],
      [60_000, 99],
    ] as const) {
      minutes.add("jaeger", "memoryBytes", atMs, value);
    }
    minutes.add("jaeger", "swapBytes", 0, null);
    minutes.add("jaeger", "cpuCores", 0, Number.NaN);
    const expected = [
      { subject: "jaeger", figure: "memoryBytes", points: [{ atMs: 0, min: 10, max: 30, average: 20 }] },
    ];
    expect(minutes.finished(60_000)).toEqual(expected);
    expect(minutes.finished(60_000)).toEqual(expected);
    minutes.forget(60_000);
    expect(minutes.finished(60_000)).toEqual([]);
    expect(minutes.finished(120_000)[0]?.points[0]?.average).toBe(99);
  });
  it("are bounded when nothing can be stored", () => {
    const minutes = createMinuteAccumulator();
    for (let minute = 0; minute < 1000; minute += 1) minutes.add("host", "load1", minute * minuteMs, 1);
    const [series] = minutes.finished(2000 * minuteMs);
    expect(series?.points).toHaveLength(pendingMinutesMax);
    expect(series?.points[0]?.atMs).toBe((1000 - pendingMinutesMax) * minuteMs);
  });
});

it("a counter's rate is unknown at first, after a restart, and when it falls", () => {
  const rate = createCounterRates();
  const at = (startId: string, atMs: number, value: number | null) => rate("x", { startId, atMs, value });
  expect(at("a", 0, 100)).toBeNull();
  expect(at("a", 10_000, 150)).toBe(5);
  expect(at("b", 20_000, 900)).toBeNull();
  expect(at("b", 30_000, 10)).toBeNull();
  expect(at("b", 30_000, 20)).toBeNull();
  expect(at("b", 40_000, null)).toBeNull();
});

describe("files of /proc", () => {
  it("are read in bytes, and a missing figure is none", () => {
    const status = parseKilobytes("Name:\tnode\nVmRSS:\t  1234 kB\nRssAnon:\t 1000 kB\nThreads:\t11\n");
    expect(status.get("VmRSS")).toBe(1234 * 1024);
    expect(status.has("Threads")).toBe(false);
    expect(
      parsePressure("some avg10=1.50 avg60=0.20 avg300=0.03 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n")
        ?.some.avg10,
    ).toBe(1.5);
    expect(parsePressure("")).toBeNull();
    expect(parseVmstat("oom_kill_x 9\noom_kill 3\n", "oom_kill")).toBe(3);
    expect(parseVmstat("pgfault 1\n", "oom_kill")).toBeNull();
  });
  it("a process's name may hold what it likes, and a zombie is gone", () => {
    const fields = (state: string) =>
      `7 (next-server (v1) ${state} 1 7 7 0 -1 4194560 0 0 0 0 11 22 0 0 20 0 11 0 424242 0 0`;
    expect(parseProcessStat(fields("S"))).toEqual({ startedAtTicks: "424242", cpuTicks: 33, parentPid: 1 });
    expect(parseProcessStat(fields("Z"))).toBeNull();
    expect(parseProcessStat("")).toBeNull();
  });
});

describe("another machine's /proc", () => {
  const readHost = async (meminfo: string, uptime = "100.00 90.00") => {
    const proc = mkdtempSync(path.join(dir, "proc-"));
    for (const [name, text] of Object.entries({ meminfo, uptime })) writeFileSync(path.join(proc, name), text);
    vi.resetModules();
    vi.stubEnv("OBS_PROC_DIR", proc);
    const { sampleHost } = await import("./sample-host");
    return sampleHost().finally(() => vi.unstubAllEnvs());
  };
  const lines = {
    MemTotal: "8000000 kB",
    MemAvailable: "4000000 kB",
    SwapTotal: "1000000 kB",
    SwapFree: "400000 kB",
  };
  const meminfo = (more: object = {}) =>
    Object.entries({ ...lines, ...more })
      .flatMap(([name, value]) => (value === null ? [] : [`${name}:  ${value}\n`]))
      .join("");

  it("has no swap in use that anybody could know where more is free than there is", async () => {
    expect((await readHost(meminfo())).swapUsedBytes).toBe(600_000 * 1024);
    const wrapped = meminfo({ SwapTotal: "0 kB", SwapFree: "18446744073709551488 kB" });
    expect(await readHost(wrapped)).toMatchObject({ swapTotalBytes: 0, swapUsedBytes: null });
  });

  it.each(["MemTotal", "MemAvailable", "SwapTotal", "SwapFree"])("without %s names that line", async (line) => {
    await expect(readHost(meminfo({ [line]: null }))).rejects.toThrow(`has no line ${line};`);
  });

  it("that is not there says so", async () => {
    await expect(readHost("")).rejects.toThrow("cannot be read");
  });

  it("shows a container's uptime under lxcfs: the host's boot is older", async () => {
    const hostSeconds = Number(process.hrtime.bigint()) / 1e9;
    const { bootedAtMs, atMs } = await readHost(meminfo(), "7.00 1.00");
    expect((atMs - (bootedAtMs ?? 0)) / 1000).toBeCloseTo(hostSeconds, -1);
    const long = await readHost(meminfo(), `${hostSeconds + 5000}.00 1.00`);
    expect((long.atMs - (long.bootedAtMs ?? 0)) / 1000).toBeCloseTo(hostSeconds + 5000, -1);
  });

  it("dates this process by the host's clock, whatever lxcfs shows", async () => {
    const proc = mkdtempSync(path.join(dir, "proc-"));
    writeFileSync(path.join(proc, "uptime"), "1.00 1.00");
    vi.resetModules();
    vi.stubEnv("OBS_PROC_DIR", proc);
    vi.stubEnv("OBS_DATA_DIR", proc);
    const { sampleProcesses } = await import("./sample-processes");
    const own = (await sampleProcesses()).get("console");
    vi.unstubAllEnvs();
    const startedAtMs = Date.now() - process.uptime() * 1000;
    expect(Math.abs((own?.startedAtMs ?? 0) - startedAtMs)).toBeLessThan(5000);
  });
});

describe("a directory's size", () => {
  it("counts allocated blocks, not lengths, and a file with two names once", async () => {
    const root = path.join(dir, "size");
    mkdirSync(path.join(root, "deep"), { recursive: true });
    writeFileSync(path.join(root, "a"), Buffer.alloc(mebibyte, 1));
    linkSync(path.join(root, "a"), path.join(root, "deep/same"));
    writeFileSync(path.join(root, "sparse"), "");
    truncateSync(path.join(root, "sparse"), 2 * 1024 * mebibyte);
    const { bytes, complete } = await directorySize(root);
    expect(complete).toBe(true);
    expect(bytes).toBeGreaterThanOrEqual(mebibyte);
    expect(bytes).toBeLessThan(1.2 * mebibyte);
  });
  it("says when it did not finish, and throws where there is no directory", async () => {
    expect((await directorySize(dir, Date.now() - 1)).complete).toBe(false);
    await expect(directorySize(path.join(dir, "absent"))).rejects.toThrow("ENOENT");
  });
});

it("metrics text: absent is not zero", () => {
  const text = '# HELP a b\na{type="storage/small",x="q\\"}"} 5\na{type="indexdb/file"} 7\nab 9\nb NaN\n';
  const metrics = parseMetricsText(text, new Set(["a", "b", "c"]));
  expect(sumOf(metrics, "a")).toBe(12);
  expect(sumOf(metrics, "a", ({ type }) => type === "storage/small")).toBe(5);
  expect(sumOf(metrics, "b")).toBeNull();
  expect(sumOf(metrics, "c")).toBeNull();
});

describe("on a chart's grid", () => {
  it("a step has its highest sample, a gap stays a gap", () => {
    const times = gridTimes(600_000, 300_000, 60_000);
    expect(times).toEqual([300_000, 360_000, 420_000, 480_000, 540_000, 600_000]);
    const point = (atMs: number, max: number) => ({ atMs, min: 0, max, average: 0 });
    expect(
      maxOnGrid([point(360_000, 1), point(390_000, 5), point(540_000, 2), point(1e9, 9), point(0, 9)], times, 60_000),
    ).toEqual([null, 5, null, null, 2, null]);
  });
});

it("only containers of the project, and the console's own, are ours", () => {
  const id = "ab12".repeat(16);
  const of = (project: string | null, service: string | null, own: string | null = null) =>
    subjectOfContainer({ id, project, service }, own);
  expect(of("honeydue-obs", "jaeger")).toBe("jaeger");
  expect(of("honeydue-obs", "gate")).toBe("proxy");
  expect(of("honeydue-obs", "stranger")).toBeNull();
  expect(of("posthog", "grafana")).toBeNull();
  expect(of("other", "web", id.slice(0, 12))).toBe("console");
});

describe("the state of a row", () => {
  const now = {
    source: "docker",
    atMs: 0,
    memoryBytes: 100 * mebibyte,
    anonBytes: 0,
    cacheBytes: 0,
    swapBytes: 0,
    cpuCores: 0,
    startedAtMs: null,
    enforcedLimitBytes: 256 * mebibyte,
  } as const;
  const host = { memTotalBytes: 32 * 1024 * mebibyte, swapTotalBytes: 512 * mebibyte };
  const facts = {
    subject: "jaeger",
    limitBytes: 256 * mebibyte,
    now,
    disk: null,
    peakBytes: null,
    oomKills: 0,
    host,
    missing: "gone",
  } as const;
  const disk = (bytes: number) => ({ bytes, atMs: 0, capBytes: 1000, timeToFull: null });
  it.each([
    ["fine", {}, "ok", []],
    ["no figures are unknown, never ok", { now: null }, "unknown", ["gone"]],
    ["near its limit", { now: { ...now, memoryBytes: 220 * mebibyte } }, "warn", [/86 %/]],
    ["at its limit", { now: { ...now, memoryBytes: 250 * mebibyte } }, "bad", [/98 %/]],
    [
      "a container without the plan's limit",
      { now: { ...now, enforcedLimitBytes: host.memTotalBytes } },
      "warn",
      [/has no memory limit/],
    ],
    [
      "a self-reported figure has no limit to check",
      { now: { ...now, source: "process", enforcedLimitBytes: null } },
      "ok",
      [],
    ],
    ["Jaeger on a host without swap", { host: { ...host, swapTotalBytes: 0 } }, "warn", [/no swap/]],
    ["disk near its cap, which badger does not enforce", { disk: disk(850) }, "warn", [/Nothing enforces/]],
    ["a peak that came near its limit", { peakBytes: 252 * mebibyte }, "warn", [/252 MiB of 256 MiB: 4 MiB short/]],
    ["killed", { oomKills: 2 }, "bad", [/2 times/]],
  ] as const)("%s", (_label, change, health, reasons) => {
    const judged = judgeRow({ ...facts, ...change });
    expect(judged.health).toBe(health);
    expect(judged.reasons).toHaveLength(reasons.length);
    for (const [index, reason] of reasons.entries()) expect(judged.reasons[index]).toMatch(reason);
  });
});

describe("what takes the space", () => {
  const points = (values: number[]) =>
    values.map((average, index) => ({ atMs: index * minuteMs, min: average, max: average, average }));
  it("measures bytes per span by growth, and not from too little of it", () => {
    const accepted = points(Array.from({ length: 61 }, () => 100));
    const grown = points(Array.from({ length: 61 }, (_, index) => mebibyte * index));
    // 60 hours at 100 a second made 60 MB.
    expect(bytesPerSpan(grown, accepted)).toBeCloseTo((60 * mebibyte) / (60 * 3600 * 100), 5);
    expect(bytesPerSpan(points([5, 5]), accepted)).toBeNull();
    expect(bytesPerSpan(grown.toReversed(), [])).toBeNull();
  });
  it("counts what was refused, and nothing measured is not none", () => {
    expect(countOf(points([0, 0.5]))).toBe(30);
    expect(countOf([])).toBeNull();
  });
  it("projects in proportion, and unknown stays unknown", () => {
    const facts = {
      bytesPerSample: 0.5,
      samplesPerSecond: 100,
      activeSeries: 1000,
      bytesPerSpan: 200,
      spansPerSecond: 10,
      samplingRatio: 0.1,
    };
    const change = { metricsDays: 30, tracesDays: 7, series: 2000, samplingRatio: 0.2 };
    expect(projectDisk(facts, change)).toEqual({
      metricsBytes: 0.5 * 200 * 30 * 86_400,
      tracesBytes: 200 * 20 * 7 * 86_400,
    });
    expect(projectDisk({ ...facts, bytesPerSample: null, spansPerSecond: null }, change)).toEqual({
      metricsBytes: null,
      tracesBytes: null,
    });
  });
});
