import type { Metadata } from "next";
import { mayManage } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/current-actor";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { toDraft } from "./_form/thresholds-draft";
import { ThresholdsForm } from "./_form/thresholds-form";

export const metadata: Metadata = { title: "Settings - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function SettingsPage() {
  const actor = await requireActor();
  const thresholds = await loadThresholds();
  const readOnlyBecause = mayManage(actor)
    ? null
    : "Your role is viewer: you can read the limits, an admin changes them.";
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="px-1 pt-2 font-semibold text-xl">Settings</h1>
      <ThresholdsForm
        saved={toDraft(thresholds)}
        defaults={toDraft(defaultThresholds)}
        readOnlyBecause={readOnlyBecause}
      />
    </div>
  );
}
