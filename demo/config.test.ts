import { describe, expect, it } from "vitest";
import { readConfig } from "./config";

describe("readConfig", () => {
  it("has a default for everything but the gate", () => {
    expect(readConfig({ DEMO_OTLP_URL: "", DEMO_PORT: undefined })).toEqual({
      address: "127.0.0.1",
      port: 8000,
      controlPort: 8001,
      otlpUrl: undefined,
      tokenFile: undefined,
      requestsPerSecond: 5,
      batchDelayMs: 5000,
      hostName: "honeydue-api-demo",
      seed: 42,
      rolloutStep: 4,
    });
  });

  it("puts the control endpoint beside the API unless told otherwise", () => {
    expect(readConfig({ DEMO_PORT: "8100" }).controlPort).toBe(8101);
    expect(readConfig({ DEMO_PORT: "8100", DEMO_CONTROL_PORT: "9000" }).controlPort).toBe(9000);
  });

  it.each([
    { DEMO_OTLP_URL: "http://gate/elsewhere" },
    { DEMO_OTLP_URL: "ftp://gate/v1/traces" },
    { DEMO_ADDRESS: "everywhere" },
    { DEMO_PORT: "0" },
    { DEMO_PORT: "eight" },
    { DEMO_SEED: "1.5" },
    { DEMO_REQUESTS_PER_SECOND: "-1" },
    { DEMO_CONTROL_PORT: "8000" },
    { DEMO_BATCH_DELAY_MS: "1" },
  ])("refuses %o by its name", (env) => {
    expect(() => readConfig(env)).toThrow(Object.keys(env)[0]);
  });

  it("names the control port when the API has the last one", () => {
    expect(() => readConfig({ DEMO_PORT: "65535" })).toThrow("DEMO_CONTROL_PORT");
  });
});
