import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cli, createGateWorld, newToken, startWitness } from "@/lib/gate/testing/gate-world";
import { disableToken } from "./disable-token";
import { isRefusedAtEdge } from "./edge-refusal";

let world: Awaited<ReturnType<typeof createGateWorld>>;
let witness: Awaited<ReturnType<typeof startWitness>>;

beforeAll(async () => {
  witness = await startWitness();
  world = await createGateWorld({ vmUrl: witness.url, otlpUrl: witness.url });
  vi.stubEnv("INGEST_PUBLIC_URL", world.url);
});
afterAll(async () => {
  await world?.remove();
  witness?.stop();
});

test("the gate's refusal is distinguished from the console's without the secret, and from that of a console that is down", async () => {
  const { publicId } = await newToken();
  await expect.poll(() => isRefusedAtEdge(publicId)).toBe(false);
  await disableToken(cli, publicId);
  expect(await isRefusedAtEdge(publicId)).toBe(true);
  const other = await newToken();
  await world.killSide();
  // No 403 without the console: nobody knows then, and "refused" stays true of what has its deny file.
  expect(await isRefusedAtEdge(other.publicId)).toBeNull();
  expect(await isRefusedAtEdge(publicId)).toBe(true);
  expect(witness.seen).toEqual([]);
});
