import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { toDraft } from "./_form/thresholds-draft";
import { ThresholdsForm } from "./_form/thresholds-form";

export const metadata: Metadata = { title: "Settings - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function SettingsPage() {
  await pageActor();
  const thresholds = await loadThresholds();
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="px-1 pt-2 font-semibold text-xl">Settings</h1>
      <ThresholdsForm saved={toDraft(thresholds)} defaults={toDraft(defaultThresholds)} />
    </div>
  );
}
