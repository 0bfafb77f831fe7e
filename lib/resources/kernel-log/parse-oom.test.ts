import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeProject } from "@/lib/plan/budget";
import { attributeKill } from "./attribute-kill";
import { parseJournalLine } from "./parse-journal";
import type { KernelRecord } from "./parse-kmsg";
import { createOomReader } from "./parse-oom";

const id = "6f298a25372e0c9adfbae89990c5400af58566ad3f03010e2689c5b27f6d5af8";
const kib = 1024;

/** Kills that a run of lines gives, one millisecond apart. */
function killsIn(lines: readonly string[]) {
  const read = createOomReader();
  return lines
    .map((text, index): KernelRecord => ({ bootId: "b", cursor: String(index), atMs: 1000 + index, text }))
    .map(read)
    .filter((kill) => kill !== null);
}

describe("OOM kills in the kernel's words", () => {
  it("reads a report of kernel 6 by memory cgroup, as this machine wrote it", () => {
    const [kill, ...rest] = killsIn([
      "hog invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
      "memory: usage 16384kB, limit 16384kB, failcnt 0",
      `Memory cgroup stats for /docker/${id}:`,
      "[  30531]     0 30531     4360     4131     3968      163         0    69632        0             0 hog",
      `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${id},mems_allowed=0,oom_memcg=/docker/${id},task_memcg=/docker/${id},task=hog,pid=30531,uid=0`,
      "Memory cgroup out of memory: Killed process 30531 (hog) total-vm:17440kB, anon-rss:15872kB, file-rss:652kB, shmem-rss:0kB, UID:0 pgtables:68kB oom_score_adj:0",
    ]);
    expect(rest).toEqual([]);
    expect(kill).toMatchObject({
      comm: "hog",
      pid: 30531,
      totalVmBytes: 17440 * kib,
      anonRssBytes: 15872 * kib,
      fileRssBytes: 652 * kib,
      shmemRssBytes: 0,
      cgroup: `/docker/${id}`,
      limitCgroup: `/docker/${id}`,
      constraint: "memcg",
    });
    expect(kill?.record.cursor).toBe("5");
    expect(kill?.lines.some((line) => line.startsWith("["))).toBe(false);
    expect(kill?.lines[0]).toContain("hog invoked");
    expect(kill?.lines.at(-1)).toContain("Killed process");
  });

  it("reads a host that ran out: the allocating thread is not the victim", () => {
    const [kill] = killsIn([
      "QueryPipelineEx invoked oom-killer: gfp_mask=0x100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=0",
      `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/docker-${id}.scope,task=clickhouse-serv,pid=4321,uid=101`,
      "Out of memory: Killed process 4321 (clickhouse-serv) total-vm:9000000kB, anon-rss:4000000kB, file-rss:0kB, shmem-rss:12kB, UID:101 pgtables:9000kB oom_score_adj:0",
    ]);
    expect(kill).toMatchObject({
      comm: "clickhouse-serv",
      constraint: "global",
      limitCgroup: null,
      shmemRssBytes: 12 * kib,
    });
    expect(kill?.cgroup).toBe(`/system.slice/docker-${id}.scope`);
  });

  it.each([
    [
      "5.0 and older, two lines",
      [
        "Memory cgroup out of memory: Kill process 20423 (QueryPipelineEx) score 979 or sacrifice child",
        "Killed process 1295 (clickhouse-serv) total-vm:32812kB, anon-rss:23856kB, file-rss:1700kB, shmem-rss:0kB",
      ],
      { comm: "clickhouse-serv", pid: 1295, constraint: "memcg" },
    ],
    [
      "before 4.5, no shmem",
      [
        "Out of memory: Kill process 77 (python) score 9 or sacrifice child",
        "Killed process 77 (python) total-vm:32812kB, anon-rss:23856kB, file-rss:1700kB",
      ],
      { comm: "python", shmemRssBytes: null, constraint: "global" },
    ],
    [
      "RHEL 7, UID before the name",
      ["Killed process 4249, UID 498, (python) total-vm:32812kB, anon-rss:23856kB, file-rss:1700kB, shmem-rss:0kB"],
      { comm: "python", pid: 4249, constraint: "unknown" },
    ],
    [
      "RHEL, UID after the name",
      ["Killed process 4249 (python), UID 498, total-vm:32812kB, anon-rss:23856kB, file-rss:1700kB, shmem-rss:0kB"],
      { comm: "python" },
    ],
    [
      "UID after the name without a comma",
      ["Killed process 4249 (python) UID 498, total-vm:32812kB, anon-rss:23856kB, file-rss:1700kB, shmem-rss:0kB"],
      { comm: "python" },
    ],
    [
      "a prefix before it",
      [
        "OOM[3]: Memory cgroup out of memory: Killed process 9 (node) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:-997",
      ],
      { comm: "node", pid: 9, constraint: "memcg" },
    ],
    [
      "a name with spaces and a parenthesis",
      [
        "Out of memory: Killed process 9 (next-server (v1) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0",
      ],
      { comm: "next-server (v1" },
    ],
    [
      "the old line that names the cgroup",
      [
        `Task in /docker/${id} killed as a result of limit of /docker/${id}`,
        "Memory cgroup out of memory: Kill process 5 (java) score 1 or sacrifice child",
        "Killed process 5 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB",
      ],
      { cgroup: `/docker/${id}`, constraint: "memcg" },
    ],
  ] as const)("reads %s", (_label, lines, expected) => {
    const kills = killsIn(lines);
    expect(kills).toHaveLength(1);
    expect(kills[0]).toMatchObject(expected);
  });

  it("believes no process that names itself like the kernel's words", () => {
    const [kill] = killsIn(["Killed process 9 (Out of memory) total-vm:1kB, anon-rss:2kB, file-rss:3kB"]);
    expect(kill).toMatchObject({ comm: "Out of memory", constraint: "unknown" });
  });

  it("keeps the cgroup for each victim of a group that is killed together", () => {
    const kills = killsIn([
      `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/docker/${id},task_memcg=/docker/${id},task=a,pid=1,uid=0`,
      "Memory cgroup out of memory: Killed process 1 (a) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0",
      `Tasks in /docker/${id} are going to be killed due to memory.oom.group set`,
      "Memory cgroup out of memory: Killed process 2 (b) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0",
      "Memory cgroup out of memory: Killed process 3 (c) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0",
    ]);
    expect(kills.map(({ comm, cgroup }) => [comm, cgroup])).toEqual([
      ["a", `/docker/${id}`],
      ["b", `/docker/${id}`],
      ["c", `/docker/${id}`],
    ]);
    expect(kills[1]?.lines.map((line) => line.slice(0, 8))).toEqual(["oom-kill", "Memory c", "Tasks in", "Memory c"]);
  });

  const killOf = (pid: number, comm = "b") =>
    `Memory cgroup out of memory: Killed process ${pid} (${comm}) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0`;
  const constraintOf = (pid: number, cgroup = "/a") =>
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=${cgroup},task_memcg=${cgroup},task=a,pid=${pid},uid=0`;

  it.each<[string, string[], (string | null)[]]>([
    ["the report of the same pid", [constraintOf(1), killOf(1)], ["/a"]],
    ["no report of another pid", [constraintOf(1), killOf(2)], [null]],
    ["no report that had its kill", [constraintOf(1), killOf(1), killOf(2)], ["/a", null]],
    ["no report that had its kill, whatever the pid", [constraintOf(1), killOf(1), killOf(1)], ["/a", null]],
    ["the second of two reports", [constraintOf(1), killOf(1), constraintOf(2, "/b"), killOf(2)], ["/a", "/b"]],
    ["the later of two without a kill between", [constraintOf(1), constraintOf(2, "/b"), killOf(2)], ["/b"]],
    [
      "no report whose victim was on its way out",
      [
        "Task in /old killed as a result of limit of /old",
        "Memory cgroup out of memory: OOM victim 1 (a) is already exiting. Skip killing the task",
        killOf(2),
      ],
      [null],
    ],
    [
      "no group of an earlier report",
      [
        constraintOf(1),
        killOf(1),
        "Tasks in /a are going to be killed due to memory.oom.group set",
        "b invoked oom-killer: gfp_mask=0xcc0, order=0",
        killOf(2),
      ],
      ["/a", null],
    ],
  ])("a kill within the minute inherits %s", (_label, lines, cgroups) => {
    expect(killsIn(lines).map(({ cgroup }) => cgroup)).toEqual(cgroups);
  });

  it("a kill some moments after those of a group does not belong to it", () => {
    const read = createOomReader();
    const at = (atMs: number, text: string) => read({ bootId: "b", cursor: String(atMs), atMs, text });
    at(0, "Tasks in /a are going to be killed due to memory.oom.group set");
    expect(at(150, killOf(1))?.cgroup).toBe("/a");
    expect(at(300, killOf(2))?.cgroup).toBe("/a");
    expect(at(700, killOf(3))?.cgroup).toBeNull();
  });

  it("a report's lines are its own: none of an earlier report without a kill, or of more than a minute ago", () => {
    const group = "Tasks in /a are going to be killed due to memory.oom.group set";
    const plainKill = "Killed process 3 (c) total-vm:1kB, anon-rss:2kB, file-rss:3kB";
    expect(killsIn([constraintOf(1), constraintOf(2), killOf(2)])[0]?.lines).toEqual([constraintOf(2), killOf(2)]);
    // Kernel 4.19 has groups, and no prefix on the line of a kill yet.
    expect(killsIn([group, plainKill])).toMatchObject([{ constraint: "memcg", lines: [group, plainKill] }]);
    const read = createOomReader();
    const at = (atMs: number, text: string) => read({ bootId: "b", cursor: String(atMs), atMs, text });
    at(0, constraintOf(1));
    at(1, killOf(1));
    at(60_001, group);
    expect(at(60_002, killOf(2))?.lines).toEqual([group, killOf(2)]);
  });

  it("does not carry the cgroup of one report into a later one", () => {
    const read = createOomReader();
    const line = (atMs: number, text: string) => read({ bootId: "b", cursor: String(atMs), atMs, text });
    line(
      0,
      `oom-kill:constraint=CONSTRAINT_MEMCG,cpuset=x,mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=a,pid=1,uid=0`,
    );
    const kill = line(
      120_000,
      "Out of memory: Killed process 2 (b) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0",
    );
    expect(kill).toMatchObject({ cgroup: null, constraint: "global" });
  });

  it.each([
    "oom_reaper: reaped process 4321 (clickhouse-serv), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB",
    "clickhouse-serv invoked oom-killer: gfp_mask=0xcc0, order=0",
    "Killed process (x)",
    "",
  ])("finds no kill in %j", (text) => {
    expect(killsIn([text])).toEqual([]);
  });

  it.each([
    ["no pid", "oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/a,task_memcg=/a,task=a,uid=0", null, null],
    ["no task", "oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/a,task_memcg=/a,pid=2,uid=0", null, null],
    ["no cgroup", "oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/a,task=a,pid=2,uid=0", null, null],
    ["no beginning", "constraint=CONSTRAINT_MEMCG,oom_memcg=/a,task_memcg=/a,task=a,pid=2,uid=0", null, null],
    ["no limit", "oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=/a,task=a,pid=2,uid=0", "/a", null],
    [
      "another constraint",
      "oom-kill:constraint=CONSTRAINT_CPUSET,oom_memcg=/b,task_memcg=/a,task=a,pid=2,uid=0",
      "/a",
      null,
    ],
    [
      "a prefix",
      "[3.1] oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/b,task_memcg=/a,task=a,pid=2,uid=10",
      "/a",
      "/b",
    ],
  ])("a line of the cgroup with %s", (_label, line, cgroup, limitCgroup) => {
    const [kill] = killsIn([line, "Killed process 2 (b) total-vm:1kB, anon-rss:2kB, file-rss:3kB"]);
    const constraint = cgroup === null ? "unknown" : limitCgroup === null ? "global" : "memcg";
    expect(kill).toMatchObject({ cgroup, limitCgroup, constraint });
  });

  it("keeps at most 40 lines of evidence, without the list of tasks, each cut at 400 characters", () => {
    const sizes = "total-vm:1kB, anon-rss:2kB, file-rss:3kB";
    const many = Array.from({ length: 60 }, (_, index) => `line ${index} ${"x".repeat(500)}`);
    const [kill] = killsIn([
      "a invoked oom-killer: order=0",
      "[  1]  0 a",
      "see [2]",
      ...many,
      `Killed process 2 (b) ${sizes}`,
    ]);
    expect(kill?.lines).toHaveLength(41);
    expect(kill?.lines.slice(0, 3).map((line) => line.slice(0, 7))).toEqual(["a invok", "see [2]", "line 0 "]);
    expect(kill?.lines[2]).toHaveLength(400);
    expect(killsIn([`Killed process 2 (b) ${sizes}`])[0]?.lines).toEqual([`Killed process 2 (b) ${sizes}`]);
    expect(killsIn(["a invoked oom-killer: x", `Killed process 2 (b) ${sizes}`])[0]?.lines).toHaveLength(2);
  });

  it("holds a report open for a minute, and a group for 0.2 s", () => {
    const sizes = "(b) total-vm:1kB, anon-rss:2kB, file-rss:3kB";
    const cgroupAfter = (first: string, ms: number) => {
      const read = createOomReader();
      read({ bootId: "b", cursor: "1", atMs: 0, text: first });
      return read({ bootId: "b", cursor: "2", atMs: ms, text: `Killed process 2 ${sizes}` })?.cgroup;
    };
    const report = "Task in /a killed as a result of limit of /limit";
    expect([cgroupAfter(report, 60_000), cgroupAfter(report, 60_001)]).toEqual(["/a", null]);
    const group = "Tasks in /g are going to be killed due to memory.oom.group set";
    expect([cgroupAfter(group, 200), cgroupAfter(group, 201)]).toEqual(["/g", null]);
    expect(killsIn([report, `Killed process 2 ${sizes}`])[0]?.limitCgroup).toBe("/limit");
  });

  it.each([
    "Killed process 2 (b total-vm:1kB, anon-rss:2kB, file-rss:3kB",
    "Killed process 2 (b) or so total-vm:1kB, anon-rss:2kB, file-rss:3kB",
    "Slain process 2 (b) total-vm:1kB, anon-rss:2kB, file-rss:3kB",
    `${"x".repeat(8192)} Killed process 2 (b) total-vm:1kB, anon-rss:2kB, file-rss:3kB`,
  ])("finds no kill in %.60j either", (text) => expect(killsIn([text])).toEqual([]));

  it("finds the victim of any name and size, and throws at nothing", () => {
    const comm = fc.string({ minLength: 1, maxLength: 15 }).filter((text) => !/[\n\0]/.test(text));
    fc.assert(
      fc.property(comm, fc.nat(4_000_000), fc.nat(2 ** 31), (name, pid, size) => {
        const text = `Memory cgroup out of memory: Killed process ${pid} (${name}) total-vm:${size}kB, anon-rss:${size}kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:0`;
        const [kill] = killsIn([text]);
        expect([kill?.comm, kill?.pid, kill?.anonRssBytes]).toEqual([name, pid, size * kib]);
      }),
    );
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "Killed process 1 (",
        ") total-vm:1kB, ",
        "oom-kill:constraint=",
        "task_memcg=",
        "pid=",
        ",uid=0",
        "anon-rss:9kB, file-rss:9kB",
      ),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(piece, { maxLength: 8 }).map((parts) => parts.join("")),
          { maxLength: 20 },
        ),
        (lines) => {
          for (const kill of killsIn(lines)) expect(Number.isFinite(kill.pid)).toBe(true);
        },
      ),
    );
  });

  it("reads hostile lines in time that grows no faster than they do", () => {
    // Long enough to take milliseconds, short enough to pass uncut into each pattern.
    const hostile = [
      `oom-kill:constraint=A,${"a=b,".repeat(1500)}task_memcg=${",task=".repeat(300)}`,
      `oom-kill:constraint=A,${",task_memcg=,task=,pid=1".repeat(330)}`,
      `Killed process 1 (${"(".repeat(8000)}`,
      `Killed process 1 (${") total-vm:1kB, anon-rss:2kB".repeat(280)}`,
      "Out of memory ".repeat(580),
      "Killed process 1 ".repeat(480),
      `Task in ${"Task in a killed as a result of limit of".repeat(200)}`,
      `Tasks in ${"Tasks in a are going to be killed".repeat(240)}`,
    ];
    const spentMs = (lines: string[]) => {
      const startedMs = performance.now();
      for (let round = 0; round < 20; round += 1) killsIn(lines);
      return performance.now() - startedMs;
    };
    for (const line of hostile) {
      spentMs([line]);
      const least = (text: string) => Math.min(spentMs([text]), spentMs([text]));
      // Eight times the text is about eight times the time; a square would be 64 times, a cube 512.
      expect(least(line), line.slice(0, 60)).toBeLessThan(24 * least(line.slice(0, line.length / 8)) + 100);
    }
    // Whatever the length, no more than its beginning is read.
    expect(spentMs(hostile.map((line) => line.repeat(50)))).toBeLessThan(2000);
  });
});

describe("reports of other people's machines", () => {
  const readAll = (name: string) => {
    const read = createOomReader();
    const file = new URL(`../fixtures/${name}.jsonl`, import.meta.url);
    const records = readFileSync(file, "utf8").trim().split("\n").map(parseJournalLine);
    return records.flatMap((record) => (record && read(record)) || []);
  };
  const victims = (name: string) => readAll(name).map((kill) => [kill.comm, attributeKill(kill, known, null)] as const);
  const container = (pair: string, service: string) => {
    const one = { id: pair.repeat(32), name: `obs-${service}-1`, image: "", project: composeProject, service };
    return [one.id, one] as const;
  };
  const known = new Map([container("b2", "jaeger"), container("c3", "grafana")]);

  it("whose header was rate-limited away: each kill counts for itself, ClickHouse by its name", () => {
    expect(readAll("oom-header-rate-limited").map(({ cgroup, constraint }) => [cgroup !== null, constraint])).toEqual([
      [true, "memcg"],
      [false, "memcg"],
      [false, "global"],
    ]);
    expect(victims("oom-header-rate-limited").map(([comm, { victim }]) => [comm, victim])).toEqual([
      ["jaeger", "ours:jaeger"],
      ["clickhouse-serv", "clickhouse"],
      ["python3", "other"],
    ]);
  });

  it("in a scope of Podman: the container is found", () => {
    expect(victims("oom-podman-scope")).toEqual([
      ["grafana", { victim: "ours:grafana", containerId: "c3".repeat(32), containerName: "obs-grafana-1" }],
    ]);
  });
});
