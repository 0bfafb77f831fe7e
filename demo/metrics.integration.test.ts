import { readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopEverything } from "../scripts/process/start-process.mjs";
import { type OtlpSink, startOtlpSink } from "./testing/otlp-sink";
import { readFamilies } from "./testing/read-families";
import { type DemoUnderTest, runDemo } from "./testing/run-demo";

const real = readFamilies(readFileSync(path.join(import.meta.dirname, "fixtures/honeydue-api.prom"), "utf8"));
let demo: DemoUnderTest;
let sink: OtlpSink;

beforeAll(async () => {
  sink = await startOtlpSink();
  demo = await runDemo({ otlpUrl: sink.url, requestsPerSecond: 60 });
});

afterAll(async () => {
  await stopEverything();
  sink.close();
});

describe("the scrape", () => {
  it("has the names, types, labels and buckets of the Go program, and no others", async () => {
    // A series appears with its first observation, so the rarer ones take a moment.
    const differing = async () => {
      const ours = readFamilies(await demo.scrape());
      const names = new Set([...real.keys(), ...ours.keys()]);
      return [...names]
        .filter((name) => !isDeepStrictEqual(ours.get(name), real.get(name)))
        .map((name) => [name, ours.get(name)]);
    };
    await expect.poll(differing, { timeout: 30_000 }).toEqual([]);
  });

  it("says the content type of promhttp, whatever is asked for", async () => {
    const response = await fetch(`${demo.url}/metrics`, { headers: { accept: "application/openmetrics-text" } });
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
    expect(await response.text()).not.toMatch(/\n\n/);
  });

  it("has an empty route for scanners, the path's route for a wrong method, and methods as they were sent", async () => {
    const series = (labels: string) => demo.sample(`http_request_duration_seconds_count{${labels}}`);
    await fetch(`${demo.url}/.env`);
    await fetch(`${demo.url}/api/residences/3/`, { method: "DELETE" });
    await fetch(`${demo.url}/api/residences/`, { method: "HEAD" });
    await fetch(`${demo.url}/api/tasks/`, { method: "PROPFIND" });
    expect(await series('method="GET",route="",status="404"')).toBeGreaterThan(0);
    expect(await series('method="DELETE",route="/api/residences/:id/",status="405"')).toBeGreaterThan(0);
    expect(await series('method="HEAD",route="/api/residences/",status="405"')).toBeGreaterThan(0);
    expect(await series('method="PROPFIND",route="/api/tasks/",status="405"')).toBeGreaterThan(0);
  });

  it("counts a preload twice: in its own series, and within the query around it", async () => {
    const { putFault, scrape, url, stop } = await runDemo({ otlpUrl: sink.url, requestsPerSecond: 0 });
    // Every query of members is a preload of one of residences, and a query takes this long at least by itself.
    await putFault("slow-db", { addMs: 100 });
    for (const id of [1, 2, 3, 4, 5]) await fetch(`${url}/api/residences/${id}/`);
    const text = await scrape();
    const total = (table: string) =>
      Number(
        text.match(new RegExp(`^gorm_query_duration_seconds_sum{operation="query",table="${table}"} (.+)$`, "m"))?.[1],
      );
    expect(total("members")).toBeGreaterThan(0);
    expect(total("residences") - total("members")).toBeGreaterThan(5 * 0.099);
    await stop();
  });

  it("has two counters without labels on the legacy target", async () => {
    const text = await (await fetch(`${demo.url}/metrics/legacy`)).text();
    const families = [...readFamilies(text).values()];
    expect(families.map(({ type, labels }) => [type, labels])).toEqual([
      ["counter", []],
      ["counter", []],
    ]);
  });
});
