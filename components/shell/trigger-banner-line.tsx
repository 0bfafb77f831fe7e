"use client";
import { useQuery } from "@tanstack/react-query";
import { OctagonX } from "lucide-react";
import Link from "next/link";
import { getOwnJson } from "@/components/client/get-own-json";
import { SampleAge } from "@/components/ui/sample-age";
import { triggersBannerApiPath } from "@/lib/links/api-paths";
import { triggersHref } from "@/lib/links/routes";
import type { Banner } from "@/lib/triggers/load-banner";

const everyMs = 60_000;

/** One line under the header while a trigger fires; a page that stays open learns of it within a minute. */
export function TriggerBannerLine({ initial, askedAtMs }: { initial: Banner; askedAtMs: number }) {
  const { data } = useQuery<Banner>({
    queryKey: ["trigger-banner"],
    queryFn: ({ signal }) => getOwnJson<Banner>(triggersBannerApiPath(), signal),
    initialData: initial,
    initialDataUpdatedAt: askedAtMs,
    staleTime: everyMs,
    refetchInterval: everyMs,
  });
  const { firing } = data;
  if (!firing) return null;
  return (
    <aside aria-label="Migration trigger" className="border-line border-b bg-bad-tint" data-testid="trigger-banner">
      <div className="mx-auto flex max-w-[104rem] items-start gap-2 px-3 py-1.5 md:items-center md:px-6">
        <OctagonX aria-hidden className="size-4 shrink-0 text-bad max-md:mt-0.5" strokeWidth={2.25} />
        <p className="min-w-0">
          <span className="font-medium text-bad">{firing.text}</span>
          <span className="text-ink-2">
            , since <SampleAge atMs={firing.sinceMs} renderedAtMs={askedAtMs} />.{" "}
          </span>
          <Link href={triggersHref()} prefetch={false} className="font-medium text-accent underline underline-offset-2">
            See the evidence
          </Link>
        </p>
      </div>
    </aside>
  );
}
