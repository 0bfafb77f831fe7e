import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { defaultRange } from "@/lib/plan/ranges";
import { loadTimeline } from "@/lib/timeline/load-timeline";
import { timelineRanges, timelineSeconds } from "@/lib/timeline/ranges";
import { lastWindow } from "@/lib/timeline/read-window";

export const dynamic = "force-dynamic";

/** What happened in a range, oldest first. */
export const GET = withActor(async (request) => {
  const { range, fresh } = readParameters(request, {
    range: { oneOf: timelineRanges, fallback: defaultRange },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadTimeline(lastWindow(timelineSeconds(range)), { fresh: fresh === "1" }));
});
