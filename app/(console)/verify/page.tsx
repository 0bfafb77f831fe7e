import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { loadVerifyReport } from "@/lib/checks/load-verify-report";
import { viewReport } from "@/lib/checks/view-report";
import { NoReport } from "./_verify/no-report";
import { ReportView } from "./_verify/report-view";

export const metadata: Metadata = { title: "Verify - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function VerifyPage() {
  const actor = await pageActor();
  const loaded = await loadVerifyReport(actor);
  return (
    <div className="space-y-2 md:space-y-3">
      <h1 className="px-1 font-semibold text-xl">Verify</h1>
      {loaded.state === "ready" ? (
        <ReportView report={loaded.report} view={viewReport(loaded.report, Date.now())} />
      ) : (
        <NoReport state={loaded.state} />
      )}
    </div>
  );
}
