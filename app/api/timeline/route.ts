import { withActor } from "@/lib/auth/with-actor";
import { defaultRange } from "@/lib/ranges/ranges";
import { timelineRanges, timelineSeconds } from "@/lib/ranges/timeline-ranges";
import { loadTimeline } from "@/lib/timeline/load-timeline";
import { lastWindow } from "@/lib/timeline/read-window";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

/** What happened in a range, oldest first. */
export const GET = withActor(async (request) => {
  const { range, fresh } = readParameters(request, {
    range: { oneOf: timelineRanges, fallback: defaultRange },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadTimeline(lastWindow(timelineSeconds(range)), { fresh: fresh === "1" }));
});
