import type { Metadata } from "next";
import { Suspense } from "react";
import { pageActor } from "@/components/auth/page-actor";
import { PanelNotice } from "@/components/ui/panel-notice";
import { loadCompare } from "@/lib/compare/load-compare";
import { compareKinds, readChoice } from "@/lib/compare/read-choice";
import { compareHref } from "@/lib/links/routes";
import { CompareView } from "./_compare/compare-view";
import { TraceCompare, TraceCompareLoading } from "./_compare/trace-compare";
import { WindowForm } from "./_compare/window-form";

export const metadata: Metadata = { title: "Compare - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ComparePage({ searchParams }: Props) {
  await pageActor();
  const raw = await searchParams;
  const text = (name: string, lengthMax = 30) => {
    const value = raw[name];
    return (Array.isArray(value) ? value[0] : value)?.slice(0, lengthMax) ?? "";
  };
  const kind = compareKinds.find((candidate) => candidate === text("kind")) ?? "week";
  const texts = {
    beforeStart: text("beforeStart"),
    beforeEnd: text("beforeEnd"),
    afterStart: text("afterStart"),
    afterEnd: text("afterEnd"),
  };
  const route = text("route", 300) || null;
  const deploy = text("deploy", 60) || undefined;
  const asked = Object.entries({ ...texts, deploy: deploy ?? "" });
  const given = Object.fromEntries(asked.map(([name, value]) => [name, value || null]));
  const traceHrefOf = (name: string | null) => compareHref(kind, { ...given, route: name, anchor: "traces" });
  const chosen = await readChoice(kind, texts, deploy);
  const untouched = kind === "free" && Object.values(texts).every((value) => value === "");
  return (
    <div className="space-y-2 md:space-y-3">
      <h1 className="px-1 font-semibold text-xl">Compare two windows</h1>
      <WindowForm kind={kind} texts={texts} />
      {chosen.ok ? (
        <>
          <CompareView report={await loadCompare(chosen.windows)} traceHrefOf={traceHrefOf} />
          <section id="traces" aria-label="What traces say" className="scroll-mt-4 space-y-2 md:space-y-3">
            <Suspense key={`${kind} ${Object.values(texts)} ${route}`} fallback={<TraceCompareLoading route={route} />}>
              <TraceCompare windows={chosen.windows} route={route} allHref={traceHrefOf(null)} />
            </Suspense>
          </section>
        </>
      ) : (
        <div className="panel" role={untouched ? undefined : "alert"}>
          <PanelNotice title={untouched ? "Choose two windows above." : "Nothing was compared."}>
            {chosen.reason}
          </PanelNotice>
        </div>
      )}
    </div>
  );
}
