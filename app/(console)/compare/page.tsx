import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { PanelNotice } from "@/components/ui/panel-notice";
import { loadCompare } from "@/lib/compare/load-compare";
import { compareKinds, readChoice } from "@/lib/compare/read-choice";
import { CompareView } from "./_compare/compare-view";
import { WindowForm } from "./_compare/window-form";

export const metadata: Metadata = { title: "Compare - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ComparePage({ searchParams }: Props) {
  await pageActor();
  const raw = await searchParams;
  const text = (name: string) => {
    const value = raw[name];
    return (Array.isArray(value) ? value[0] : value)?.slice(0, 60) ?? "";
  };
  const kind = compareKinds.find((candidate) => candidate === text("kind")) ?? "week";
  const texts = {
    beforeStart: text("beforeStart"),
    beforeEnd: text("beforeEnd"),
    afterStart: text("afterStart"),
    afterEnd: text("afterEnd"),
  };
  const chosen = await readChoice(kind, texts, text("deploy") || undefined);
  const untouched = kind === "free" && Object.values(texts).every((value) => value === "");
  return (
    <div className="space-y-2 md:space-y-3">
      <h1 className="px-1 font-semibold text-xl">Compare two windows</h1>
      <WindowForm kind={kind} texts={texts} />
      {chosen.ok ? (
        <CompareView report={await loadCompare(chosen.windows)} />
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
