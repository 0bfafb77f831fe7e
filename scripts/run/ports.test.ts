import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort } from "../process/free-port.mjs";
import { busyPorts, readPorts } from "./ports.mjs";

test("without variables the ports are the documented ones", () => {
  expect(readPorts({ PORT: "" })).toEqual({
    console: 3100,
    internal: 3101,
    gate: 8080,
    victoriaMetrics: 8428,
    vmagent: 8429,
    jaeger: 16686,
    otlp: 4318,
    demo: 8000,
    demoControl: 8001,
  });
});

test.each(["x", "0", "65536", "-1", "80.5"])("%s is refused as a port, naming the variable", (text) => {
  expect(() => readPorts({ OBS_GATE_PORT: text })).toThrow(`OBS_GATE_PORT="${text}" is no port`);
});

test("two programs on one port are refused, naming both variables", () => {
  expect(() => readPorts({ OBS_GATE_PORT: "3100" })).toThrow("PORT and OBS_GATE_PORT are both 3100");
});

test("a busy port is named with the variable to set; free ones are not", async () => {
  const ports = readPorts({ OBS_GATE_PORT: String(await freePort()), OBS_DEMO_PORT: String(await freePort()) });
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(ports.gate, "127.0.0.1", resolve));
  expect(await busyPorts(ports, ["gate", "demo"])).toEqual([
    `Port ${ports.gate} for the ingest gate (nginx) is in use. Free it, or set OBS_GATE_PORT to another port.`,
  ]);
  await new Promise((resolve) => holder.close(resolve));
  expect(await busyPorts(ports, ["gate", "demo"])).toEqual([]);
});
