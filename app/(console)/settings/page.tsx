import type { Metadata } from "next";
import Link from "next/link";
import { pageActor } from "@/components/auth/page-actor";
import { mayManage } from "@/lib/actor/actor";
import { accountHref, notificationsHref, usersHref } from "@/lib/links/routes";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { toDraft } from "./_form/thresholds-draft";
import { ThresholdsForm } from "./_form/thresholds-form";

export const metadata: Metadata = { title: "Settings - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function SettingsPage() {
  const actor = await pageActor();
  const thresholds = await loadThresholds();
  const readOnlyBecause = mayManage(actor)
    ? null
    : "Your role is viewer: you can read the limits, an admin changes them.";
  return (
    <div className="mx-auto max-w-3xl">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-1 pt-2">
        <h1 className="font-semibold text-xl">Settings</h1>
        <nav aria-label="More settings" className="flex gap-4 font-medium text-accent">
          <Link href={notificationsHref()} prefetch={false}>
            Notifications
          </Link>
          <Link href={accountHref()} prefetch={false}>
            Your account
          </Link>
          {mayManage(actor) ? (
            <Link href={usersHref()} prefetch={false}>
              Users
            </Link>
          ) : null}
        </nav>
      </div>
      <ThresholdsForm
        saved={toDraft(thresholds)}
        defaults={toDraft(defaultThresholds)}
        readOnlyBecause={readOnlyBecause}
      />
    </div>
  );
}
