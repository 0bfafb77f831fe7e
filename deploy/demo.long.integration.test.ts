import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { servicePlans, stackServices } from "@/lib/plan/stack";
import { unpackChunk } from "@/lib/resources/chunk";
import images from "./images.json";
import { type DemoStack, demoAdmin, demoUrls, startDemoStack } from "./testing/start-demo-stack";
import { whyNoHost } from "./testing/start-host";

const configSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      mem_limit: z.string(),
      ports: z.array(z.object({ host_ip: z.string() })).optional(),
      cap_drop: z.array(z.string()),
    }),
  ),
});
const overviewSchema = z.object({
  routes: z.object({ state: z.string() }),
  witnesses: z.object({ list: z.array(z.object({ name: z.string(), code: z.string() })) }),
});
const budgetSchema = z.tuple([
  z.object({ services: z.array(z.object({ now: z.object({ atMs: z.number() }).nullable() })) }),
]);
const tracesSchema = z.object({ state: z.string() });

const reason = whyNoHost();
const dir = mkdtempSync(path.join(tmpdir(), "obs-demo-"));

// One that ran out of time would go on beside the next and take its containers away.
const timeout = 400_000;
const title = `the demo on a real Docker Engine${reason ? ` (skipped: ${reason})` : ""}`;
describe.skipIf(reason !== null)(title, { timeout }, () => {
  let stack: DemoStack;

  beforeAll(async () => {
    stack = await startDemoStack(dir);
  }, timeout);
  afterAll(async () => {
    await stack?.host.destroy();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  it("adds at most 90 MB to the image that it stands on", async () => {
    const sizeOf = async (image: string) => (await stack.host.docker.getImage(image).inspect()).Size;
    expect((await sizeOf(stack.image)) - (await sizeOf(images.node))).toBeLessThan(90e6);
  });

  it("publishes on 127.0.0.1 only, and leaves the plan's services their limits", async () => {
    const { services } = configSchema.parse(JSON.parse(await stack.compose("config", "--format", "json")));
    for (const [name, service] of Object.entries(services)) {
      expect(service.cap_drop, name).toEqual(["ALL"]);
      for (const port of service.ports ?? []) expect(port.host_ip, name).toBe("127.0.0.1");
    }
    for (const name of stackServices) {
      expect(Number(services[name]?.mem_limit), name).toBe(servicePlans[name].memoryBytes);
    }
  });

  it("comes up from nothing but these files: the API is up by all three witnesses, with routes and traces", async () => {
    await stack.up();
    expect(await stack.compose("logs", "--no-log-prefix", "welcome")).toContain(`Sign in as ${demoAdmin.email}`);
    const seen = async () => {
      const answers = z.array(z.unknown()).parse(await stack.ask("/api/overview", "/api/traces?kind=slow&range=1h"));
      const { routes, witnesses } = overviewSchema.parse(answers[0]);
      const traces = tracesSchema.parse(answers[1]);
      return { routes: routes.state, traces: traces.state, witnesses: witnesses.list.map(({ code }) => code) };
    };
    const wanted = { routes: "ready", traces: "ready", witnesses: ["ok", "ok", "ok"] };
    await expect.poll(seen, { timeout: 120_000, interval: 3000 }).toEqual(wanted);
  });

  it("keeps the gate shut for who has no token, and its secrets to themselves", async () => {
    const words = ["-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", `${demoUrls.gate}/api/v1/write`];
    expect(await stack.host.run("curl", words)).toBe("401");
    for (const file of [
      "secrets/victoriametrics/victoriametrics-admin-key",
      "data/demo/token",
      "data/gate/secret.conf",
    ]) {
      expect(statSync(path.join(dir, file)).mode & 0o077, file).toBe(0);
    }
  });

  it("fifty viewers and twenty sign-ins at once do not end the console", async () => {
    const id = (await stack.compose("ps", "-q", "console")).trim();
    const before = await stack.host.docker.getContainer(id).inspect();
    const words = [demoUrls.console, demoUrls.vm, JSON.stringify(demoAdmin), "50", "20", "2"];
    const figures = await stack.runScript("deploy/testing/press-console.mjs", ...words);
    expect(figures).toMatchObject({ viewers: 50, refreshes: 100 });
    const { State, RestartCount } = await stack.host.docker.getContainer(id).inspect();
    expect(State).toMatchObject({ Running: true, OOMKilled: false, Pid: before.State.Pid });
    expect(RestartCount).toBe(0);
  });

  it("SIGTERM stores the samples of the minute under way and ends open streams within 5 s", async () => {
    const { host, compose } = stack;
    // Samples of a minute that is not over are in memory alone.
    await expect.poll(minuteUnderWay, { timeout: 90_000, interval: 500 }).not.toBeNull();
    const minuteMs = Math.floor(Date.now() / 60_000) * 60_000;
    // A page that waits for Jaeger stays open.
    await compose("pause", "jaeger");
    let said = "";
    const streams = [demoUrls.console, JSON.stringify(demoAdmin)];
    const holding = host.start("streams", process.execPath, ["deploy/testing/hold-streams.mjs", ...streams], (text) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 30_000 }).toContain("open");

    const startMs = Date.now();
    await compose("stop", "console");
    const { State } = await host.docker.getContainer("honeydue-obs-console-1").inspect();
    expect(State).toMatchObject({ ExitCode: 0, OOMKilled: false });
    expect(Date.parse(State.FinishedAt) - startMs).toBeLessThan(5000);
    await expect.poll(() => said).toContain("closed");
    await holding.stop();
    await compose("unpause", "jaeger");
    const health = async () => (await host.docker.getContainer("honeydue-obs-jaeger-1").inspect()).State.Health?.Status;
    await expect.poll(health, { timeout: 60_000, interval: 1000 }).toBe("healthy");
    expect(await newestSampleMs()).toBeGreaterThanOrEqual(minuteMs);
    await stack.up();
  });

  /** The minute that the newest live sample lies in, while it has twenty seconds left; null otherwise. */
  async function minuteUnderWay(): Promise<number | null> {
    const [budget] = budgetSchema.parse(await stack.ask("/api/budget?range=1h"));
    const [nowMs, newestMs] = [Date.now(), Math.max(0, ...budget.services.map(({ now }) => now?.atMs ?? 0))];
    const isOfThisMinute = Math.floor(newestMs / 60_000) === Math.floor(nowMs / 60_000);
    return isOfThisMinute && nowMs % 60_000 < 40_000 ? newestMs : null;
  }

  /** Start of the newest minute that the console's database has a sample of. It must not run meanwhile. */
  async function newestSampleMs(): Promise<number> {
    // A copy: whoever opens the database leaves files beside it.
    const copy = path.join(dir, "copy");
    cpSync(path.join(dir, "data/console"), copy, { recursive: true });
    const client = createClient({ url: `file:${path.join(copy, "console.db")}` });
    const sql = "SELECT start_ms, data FROM resource_chunk WHERE resolution = 'minute' AND figure = 'memoryBytes'";
    const { rows } = await client.execute(sql);
    client.close();
    rmSync(copy, { recursive: true });
    const ends = rows.map(({ start_ms: startMs, data }) => {
      const slots = unpackChunk("minute", new Uint8Array(z.instanceof(ArrayBuffer).parse(data)));
      return Number(startMs) + slots.findLastIndex((slot) => slot !== null) * 60_000;
    });
    return Math.max(...ends);
  }

  it("started again it goes on with its data, its admin and its token", async () => {
    const token = readFileSync(path.join(dir, "data/demo/token"), "utf8");
    await stack.compose("down", "--timeout", "15");
    await stack.up();
    expect(await stack.compose("logs", "--no-log-prefix", "welcome")).toContain("Sign in as before.");
    expect(readFileSync(path.join(dir, "data/demo/token"), "utf8")).toBe(token);
    const taken = `${demoUrls.vm}/api/v1/query?query=count(up{job="honeydue-api"})`;
    expect(await stack.host.run("curl", ["-sg", taken])).toContain('"value":[');
  });
});
