import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runSampler } from "@/lib/resources/sampler";
import { describeLosses } from "@/lib/tokens/describe-losses";
import { getToken } from "@/lib/tokens/get-token";
import { loadConsequence } from "@/lib/tokens/load-consequence";
import { estimateSpans } from "@/lib/tokens/loss-words";
import { freePort } from "@/scripts/process/free-port.mjs";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { poll } from "@/scripts/run/test-helpers";
import { obtainOwnProgram } from "@/scripts/setup/obtain-own-program.mjs";
import { loadLosses, loadSpanSize } from "./load-losses";
import { cli, createGateWorld, newToken } from "./testing/gate-world";

let world: Awaited<ReturnType<typeof createGateWorld>>;
let jaeger: Awaited<ReturnType<typeof startJaeger>>;
let sender = "";
let made: Awaited<ReturnType<typeof newToken>>;
let ports: { queryPort: number; otlpPort: number; healthPort: number; metricsPort: number };
let sampler: ReturnType<typeof runSampler> | undefined;

const startTraces = () => startJaeger({ ...ports, dataDir: path.join(world.directory, "jaeger") });

beforeAll(async () => {
  sender = await obtainOwnProgram("otlp-sender");
  const [queryPort, otlpPort, healthPort] = [await freePort(), await freePort(), await freePort()];
  ports = { queryPort, otlpPort, healthPort, metricsPort: await freePort() };
  world = await createGateWorld({ otlpUrl: `http://127.0.0.1:${otlpPort}`, cacheSeconds: 2 });
  jaeger = await startTraces();
  // The console reads Jaeger's own counter: from it and the gate's log follows how large a span is.
  vi.stubEnv("OBS_JAEGER_METRICS_URL", jaeger.metricsUrl);
  sampler = runSampler();
  made = await newToken(["traces:write"]);
}, 300_000);

afterAll(async () => {
  await sampler?.stop();
  await Promise.all([jaeger?.stop(), world?.remove()]);
});

type Report = { traceIds: string[]; failedExports: number };

/** The Go exporter sends so many spans, five a second; resolves once it has given the last one up or brought it in. */
async function send(count: number, env: Record<string, string> = {}): Promise<Report> {
  const output = await runCommand({
    command: sender,
    args: [String(count)],
    env: {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${world.url}/v1/traces`,
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: `Authorization=Bearer ${made.token}`,
      ...env,
    },
  });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "") as Report;
}

async function missingIn({ traceIds }: Pick<Report, "traceIds">): Promise<string[]> {
  const found = await Promise.all(traceIds.map(async (id) => (await fetch(`${jaeger.url}/api/traces/${id}`)).ok));
  return traceIds.filter((_, index) => !found[index]);
}

const losses = () => loadLosses({ fromMs: Date.now() - 3_600_000, publicId: made.publicId });

test("an outage within the exporter's retry time loses no span, and says which came in late", {
  timeout: 240_000,
}, async () => {
  // What a span's size is learned from: readings of Jaeger's counter within a minute in which no push failed.
  const before = await send(400);
  expect(before.failedExports).toBe(0);
  // Restarted while nothing is under way: the gate remembers no token then, and no exporter retries a cut connection.
  world.freezeSide();
  await world.restartGate();
  const sending = send(75);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  world.thawSide();

  const report = await sending;
  expect(report.failedExports).toBe(0);
  const traceIds = [...before.traceIds, ...report.traceIds];
  await poll("every span in Jaeger", async () => ((await missingIn({ traceIds })).length === 0 ? true : undefined));
  const late = await poll("the late pushes", async () => ((await losses()).length > 0 ? losses() : undefined));
  expect(late.map(({ reason, lost }) => [reason, lost])).toEqual([["console-away", 0]]);
  expect(late[0]?.late).toBeGreaterThan(0);
  expect(await describeLosses(Date.now())).toBeNull();
});

test("what the exporter gives up is counted as lost, about as many as are missing in Jaeger, and shown", {
  timeout: 240_000,
}, async () => {
  await world.killSide();
  await world.restartGate();
  // As patient as the exporter is by default, 30 s a batch, this would only take longer.
  const report = await send(60, { OTEL_BSP_EXPORT_TIMEOUT: "6000" });
  expect(report.failedExports).toBeGreaterThan(0);
  await world.startSide();
  const missing = await missingIn(report);
  expect(missing.length).toBeGreaterThan(40);

  // With Jaeger down the gate knows the token, and answers 502.
  const push = () =>
    fetch(`${world.url}/v1/traces`, {
      method: "POST",
      headers: { authorization: `Bearer ${made.token}`, "content-type": "application/json", "user-agent": "pusher" },
      body: '{"resourceSpans":[]}',
    });
  await poll("the console again", async () => ((await push()).status === 200 ? true : undefined));
  await jaeger.stop();
  expect((await push()).status).toBe(502);
  jaeger = await startTraces();

  // Known a minute after the last attempt, and no sooner.
  const settled = await poll(
    "the losses",
    async () => {
      const found = (await losses()).filter(({ lost }) => lost > 0);
      return new Set(found.map(({ reason }) => reason)).size === 2 ? found : undefined;
    },
    150_000,
  );
  const ofExporter = settled.find(({ reason }) => reason === "console-away");
  expect(settled.find(({ reason }) => reason === "answer 502")).toMatchObject({ agent: "pusher", lost: 1 });
  // Two batches that happen to be of one length count as one.
  expect(ofExporter?.lost).toBeGreaterThanOrEqual(1);
  const estimate = estimateSpans(ofExporter?.lostBytes ?? 0, await loadSpanSize(Date.now())) ?? 0;
  expect(estimate).toBeGreaterThan(missing.length / 3);
  expect(estimate).toBeLessThan(missing.length * 2);

  // What revoking would cost is this token's own share: five a second while it sent, less in the minutes around.
  const { spansPerMinute } = await loadConsequence(cli, made.publicId);
  expect(spansPerMinute).toBeGreaterThan(60);
  expect(spansPerMinute).toBeLessThan(600);
  const idle = await newToken(["traces:write"]);
  expect(await loadConsequence(cli, idle.publicId)).toMatchObject({ sendsTraces: false, spansPerMinute: null });

  const detail = await getToken(cli, made.publicId);
  expect(detail?.losses).toEqual(await losses());
  expect(detail?.spanSize).not.toBeNull();
  expect(await describeLosses(Date.now())).toMatch(/^At the gate about \d+ spans lost, in \d+ pushes .* ago\.$/);
});
