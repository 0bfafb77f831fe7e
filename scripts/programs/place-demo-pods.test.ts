import { expect, it } from "vitest";
import { placeDemoPods } from "./place-demo-pods.mjs";

const ports = { demo: 8000, demoControl: 8001 };

it("places the first pod where the settings say, and each further one on ports of its own", async () => {
  const pods = await placeDemoPods("3", ports);
  expect(pods.map(({ name }) => name)).toEqual(["demo", "honeydue-api-2", "honeydue-api-3"]);
  expect(pods[0]).toEqual({ name: "demo", port: 8000, controlPort: 8001 });
  expect(new Set(pods.flatMap(({ port, controlPort }) => [port, controlPort])).size).toBe(6);
});

it.each([undefined, "", "0", "x", "-2"])("has one pod for %s", async (wanted) => {
  expect(await placeDemoPods(wanted, ports)).toHaveLength(1);
});
