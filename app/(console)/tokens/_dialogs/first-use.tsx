"use client";
import { LoaderCircle } from "lucide-react";
import { SampleAge } from "@/components/ui/sample-age";
import { StateIcon } from "@/components/ui/state-badge";
import { tellsDeploys } from "@/lib/tokens/types";
import { scopeWords } from "@/lib/tokens/words";
import { RotationProgress } from "./rotation-progress";
import { useTokenDetail } from "./use-token-detail";

/** Waits live for the first use of a new token, and in a rotation for the end of the old one. */
export function FirstUse({ publicId, replaces }: { publicId: string; replaces: string | null }) {
  const { data, error } = useTokenDetail(publicId);
  return (
    <section aria-label="First use" className="space-y-2 border-line border-t pt-4">
      <div role="status" data-testid="first-use">
        {error ? <p className="text-bad">{error.message} The token works regardless.</p> : null}
        {data && data.sources.length > 0 ? (
          data.sources.map((source) => (
            <p key={`${source.scope} ${source.address} ${source.agent}`} className="flex items-start gap-2">
              <StateIcon health="ok" />
              <span className="min-w-0 break-words">
                Seen from {source.address}, {source.agent || "no user agent"}, {scopeWords[source.scope]},{" "}
                <SampleAge atMs={source.lastAtMs} renderedAtMs={data.askedAtMs} />
              </span>
            </p>
          ))
        ) : (
          <p className="flex items-center gap-2 text-ink-2">
            <LoaderCircle aria-hidden className="size-4 animate-spin text-ink-3" />
            {data?.token.use.state === "unknown"
              ? `Waiting. ${data.token.use.detail}`
              : `Waiting for its first use. ${data && tellsDeploys(data.token.scopes) ? "It shows here once a deploy is told." : "The gate's log shows it within seconds."}`}
          </p>
        )}
      </div>
      {replaces ? <RotationProgress publicId={replaces} /> : null}
    </section>
  );
}
