import { describe, expect, it } from "vitest";
import { composeProject } from "@/lib/plan/budget";
import { attributeKill, containerIdOfCgroup } from "./attribute-kill";

const idOf = (digit: string) => digit.repeat(64 / digit.length);
const container = (digit: string, more: object) => ({
  id: idOf(digit),
  name: "x",
  image: "",
  project: null,
  service: null,
  ...more,
});
const known = new Map(
  [
    container("a", { name: "obs-jaeger-1", project: composeProject, service: "jaeger" }),
    container("b", { name: "posthog-clickhouse-1", project: "posthog", service: "clickhouse" }),
    container("c", { name: "posthog-web-1", project: "posthog", service: "web" }),
    container("d", { name: "c0ffee", image: "clickhouse/clickhouse-server:24.8" }),
    container("1", { name: "x", image: "registry.example/clickhouse@sha256:1" }),
    container("2", { name: "x", image: "clickhouse-server-tools:1" }),
    container("3", { name: "my_clickhouse" }),
    container("4", { name: "clickhouse-keeper-1" }),
    container("5", { name: "xclickhouse" }),
    container("6", { name: "clickhousex" }),
    container("7", { name: "x", image: "clickhouse" }),
    container("8", { name: "x", image: "myclickhouse" }),
    container("9", { name: "x", service: "clickhouse" }),
    container("0", { name: "x", image: "registry.example:5000/clickhouse-server:24.8@sha256:1" }),
    container("ab", { name: "x", image: "clickhouse:5000/web:1" }),
    container("e", { name: "console", project: "other", service: "web" }),
  ].map((one) => [one.id, one]),
);
const of = (comm: string, digit: string | null) =>
  attributeKill({ comm, cgroup: digit && `/system.slice/docker-${idOf(digit)}.scope` }, known, idOf("e").slice(0, 12));

describe("whose process was killed", () => {
  it.each([
    ["jaeger", "a", "ours:jaeger"],
    ["clickhouse-serv", "a", "ours:jaeger"],
    ["clickhouse-serv", "b", "clickhouse"],
    ["bash", "b", "clickhouse"],
    ["python", "c", "other"],
    ["clickhouse-serv", "c", "clickhouse"],
    ["clckhouse-watch", "d", "clickhouse"],
    ["next-server (v1", "e", "ours:console"],
    ["clickhouse-serv", "f", "clickhouse"],
    ["ClickHouse", null, "clickhouse"],
    ["node", null, "other"],
    ["ClickHouse2", null, "other"],
    ["bash", "1", "clickhouse"],
    ["bash", "2", "other"],
    ["bash", "3", "clickhouse"],
    ["bash", "4", "clickhouse"],
    ["bash", "5", "other"],
    ["bash", "6", "other"],
    ["bash", "7", "clickhouse"],
    ["bash", "8", "other"],
    ["bash", "9", "clickhouse"],
    ["bash", "0", "clickhouse"],
    ["bash", "ab", "other"],
  ] as const)("%s in %s is %s", (comm, digit, victim) => {
    expect(of(comm, digit).victim).toBe(victim);
  });

  it("keeps the id of a container that nobody knows any more", () => {
    expect(of("node", "f")).toEqual({ victim: "other", containerId: idOf("f"), containerName: null });
  });

  it.each([
    [`/docker/${idOf("1")}`, idOf("1")],
    [`/system.slice/docker-${idOf("1")}.scope`, idOf("1")],
    [`/kubepods.slice/kubepods-pod1.slice/cri-containerd-${idOf("1")}.scope`, idOf("1")],
    [`/docker/${idOf("1")}/nested`, idOf("1")],
    [`/machine.slice/libpod-${idOf("1")}.scope/container`, idOf("1")],
    [`/machine.slice/libpod-${idOf("1")}.scope`, idOf("1")],
    [`/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${idOf("1")}.scope`, idOf("1")],
    [`/libpod_parent/libpod-payload-${idOf("1")}`, idOf("1")],
    [`/machine.slice/libpod-conmon-${idOf("1")}.scope`, null],
    [idOf("1"), idOf("1")],
    ["/user.slice", null],
    [`/docker/${idOf("1")}0`, null],
    [null, null],
  ])("the container of %s", (cgroup, expected) => {
    expect(containerIdOfCgroup(cgroup)).toBe(expected);
  });
});
