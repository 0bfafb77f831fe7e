import { beforeAll, describe, expect, it } from "vitest";
import { stepMs, steps } from "@/lib/dependencies/testing/history";
import { apiJob } from "@/lib/plan/contract";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { weekWindows } from "./choose-windows";
import { loadCompare } from "./load-compare";
import { readChoice } from "./read-choice";

const metrics = ownMetrics();
const endMs = Math.floor(Date.now() / stepMs) * stepMs;
const startedAtMs = endMs - (steps / 2) * stepMs;
const noTexts = { beforeStart: "", beforeEnd: "", afterStart: "", afterEnd: "" };

/** Half an hour as it was, then a deploy: uploads take 300 ms instead of 100 and 1 in 10 fails; tasks stay. */
function deployed(): string {
  const lines: string[] = [];
  const totals = { tasks: 0, documents: 0, failed: 0, tasksSeconds: 0, documentsSeconds: 0, upload: 0 };
  for (let step = 0; step <= steps; step += 1) {
    const atMs = endMs - (steps - step) * stepMs;
    const isNew = atMs > startedAtMs;
    totals.tasks += 20;
    totals.documents += isNew ? 9 : 10;
    totals.failed += isNew ? 1 : 0;
    totals.tasksSeconds += 20 * 0.05;
    totals.documentsSeconds += 10 * (isNew ? 0.3 : 0.1);
    totals.upload += 10 * (isNew ? 0.27 : 0.07);
    const tasks = 'method="GET",route="/api/tasks/",status="200"';
    const documents = (status: string) => `method="POST",route="/api/documents/",status="${status}"`;
    const http = "http_request_duration_seconds";
    const line = (name: string, labels: string, value: number) => lines.push(`${name}{${labels}} ${value} ${atMs}`);
    line(`${http}_count`, tasks, totals.tasks);
    line(`${http}_sum`, tasks, totals.tasksSeconds);
    line(`${http}_count`, documents("201"), totals.documents);
    line(`${http}_sum`, documents("201"), totals.documentsSeconds);
    line(`${http}_count`, documents("500"), totals.failed);
    line("b2_upload_duration_seconds_count", 'bucket="docs",result="success"', totals.documents);
    line("b2_upload_duration_seconds_sum", 'bucket="docs",result="success"', totals.upload);
    line(
      "process_start_time_seconds",
      `job="${apiJob}",instance="pod-1:8000"`,
      (isNew ? startedAtMs : startedAtMs - 1e7) / 1000,
    );
  }
  return `${lines.join("\n")}\n`;
}

beforeAll(() => metrics.importSamples(deployed()));

describe("two windows of a known history", () => {
  it("blame the deploy on the route and the dependency that it slowed down", async () => {
    const choice = await readChoice("deploy", noTexts);
    if (!choice.ok) throw new Error(choice.reason);
    expect(choice.windows.before.endMs).toBe(startedAtMs);
    const { comparison } = await loadCompare(choice.windows);
    if (comparison.state !== "ready" || !comparison.value.enough) throw new Error(JSON.stringify(comparison));
    const { latency, errors, dependencies, beforeRequests } = comparison.value;
    expect(beforeRequests).toBeGreaterThan(3000);
    // A third of the requests got 200 ms slower.
    expect(latency.after - latency.before).toBeCloseTo(66.7, 0);
    expect(latency.ranked.map(({ name }) => name)).toEqual(["POST /api/documents/"]);
    expect(latency.ranked[0]?.contribution).toBeCloseTo(66.7, 0);
    expect(errors.ranked.map(({ name }) => name)).toEqual(["POST /api/documents/"]);
    expect(dependencies[0]).toMatchObject({ name: "B2 uploads" });
    expect((dependencies[0]?.afterMs ?? 0) - (dependencies[0]?.beforeMs ?? 0)).toBeCloseTo(66.7, 0);
  });

  it("rank nothing against a week that has no data", async () => {
    const { comparison } = await loadCompare(weekWindows(endMs));
    expect(comparison).toMatchObject({
      state: "ready",
      value: { enough: false, reason: expect.stringContaining("Not enough data: 0 requests before") },
    });
  });
});
