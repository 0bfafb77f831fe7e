import type { Metadata } from "next";
import { Suspense } from "react";
import { pageActor } from "@/components/auth/page-actor";
import { PanelNotice } from "@/components/ui/panel-notice";
import { loadCompare } from "@/lib/compare/load-compare";
import { loadPickChart } from "@/lib/compare/load-pick-chart";
import { chooseDefault, readChoice } from "@/lib/compare/read-choice";
import { compareHref } from "@/lib/links/routes";
import { compareKinds } from "@/lib/ranges/compare-kinds";
import { CompareView } from "./_compare/compare-view";
import { TraceCompare, TraceCompareLoading } from "./_compare/trace-compare";
import { WindowForm } from "./_compare/window-form";
import { WindowPicker } from "./_compare/window-picker";

export const metadata: Metadata = { title: "Compare - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ComparePage({ searchParams }: Props) {
  await pageActor();
  const raw = await searchParams;
  const text = (name: string, lengthMax = 30) => {
    const value = raw[name];
    return (Array.isArray(value) ? value[0] : value)?.slice(0, lengthMax) ?? "";
  };
  const asked = compareKinds.find((candidate) => candidate === text("kind"));
  const texts = {
    beforeStart: text("beforeStart"),
    beforeEnd: text("beforeEnd"),
    afterStart: text("afterStart"),
    afterEnd: text("afterEnd"),
  };
  const route = text("route", 300) || null;
  const meant = { deploy: text("deploy", 60) || undefined, alert: text("alert", 60) || undefined };
  const parameters = Object.entries({ ...texts, deploy: meant.deploy ?? "", alert: meant.alert ?? "" });
  const given = Object.fromEntries(parameters.map(([name, value]) => [name, value || null]));
  const { kind, chosen } = asked
    ? { kind: asked, chosen: await readChoice(asked, texts, meant) }
    : await chooseDefault();
  const traceHrefOf = (name: string | null) => compareHref(kind, { ...given, route: name, anchor: "traces" });
  const report = chosen.ok ? await loadCompare(chosen.windows) : null;
  const untouched = kind === "free" && Object.values(texts).every((value) => value === "");
  return (
    <div className="space-y-2 md:space-y-3">
      <h1 className="px-1 font-semibold text-xl">Compare two windows</h1>
      <WindowForm
        kind={kind}
        texts={texts}
        picker={
          kind === "free" ? (
            <WindowPicker
              key={Object.values(texts).join(" ")}
              series={await loadPickChart()}
              chosen={chosen.ok ? chosen.windows : null}
            />
          ) : null
        }
      />
      {chosen.ok && report ? (
        <>
          <CompareView report={report} traceHrefOf={traceHrefOf} />
          <section id="traces" aria-label="What traces say" className="scroll-mt-4 space-y-2 md:space-y-3">
            <Suspense key={`${kind} ${Object.values(texts)} ${route}`} fallback={<TraceCompareLoading route={route} />}>
              <TraceCompare
                windows={chosen.windows}
                route={route}
                allHref={traceHrefOf(null)}
                comparison={report.comparison}
              />
            </Suspense>
          </section>
        </>
      ) : (
        <div className="panel" role={untouched ? undefined : "alert"}>
          <PanelNotice title={untouched ? "Choose two windows above." : "Nothing was compared."}>
            {chosen.ok
              ? null
              : untouched
                ? "Pick the second on the chart; the first is then as long right before it."
                : chosen.reason}
          </PanelNotice>
        </div>
      )}
    </div>
  );
}
