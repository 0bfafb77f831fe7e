import "server-only";
import { loadTimeline } from "@/lib/timeline/load-timeline";
import { known } from "../part";
import type { Part, ValueOf } from "../schema";
import type { CapsuleWindow } from "../window";

/** What happened in the window, apart from requests; a source that could not answer is named in it. */
export async function eventsPart(window: CapsuleWindow): Promise<Part<ValueOf<"events">>> {
  const { events, leftOut, unknown } = await loadTimeline(window);
  return known("the timeline", { events, leftOut, unknown });
}
