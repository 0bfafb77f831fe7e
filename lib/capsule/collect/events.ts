import "server-only";
import type { Part, ValueOf } from "../schema";
import type { CapsuleWindow } from "../window";

export async function eventsPart(_window: CapsuleWindow): Promise<Part<ValueOf<"events">>> {
  return { state: "unknown", source: "the timeline", atMs: Date.now(), reason: "This console keeps no timeline yet." };
}
