import "server-only";
import Link from "next/link";
import { StateIcon } from "@/components/ui/state-badge";
import { notificationsHref } from "@/lib/links/routes";
import { listAuditAlerts } from "@/lib/notify/list-audit-alerts";
import { logger } from "@/lib/runtime/logger";

/** What was changed behind the console's back, on every page until an admin has acknowledged it. */
export async function AuditBanner() {
  const alerts = await listAuditAlerts().catch((err: unknown) => {
    logger().warn({ err }, "the banner of the audit log could not be loaded");
    return [];
  });
  return alerts.map(({ id, title, href }) => (
    <div key={id} role="status" data-banner="audit" className="border-line border-b bg-bad-tint">
      <p className="mx-auto flex max-w-[104rem] flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 md:px-5">
        <StateIcon health="bad" />
        <span className="font-medium">{title}.</span>
        <Link href={href as "/audit"} prefetch={false} className="text-accent underline underline-offset-4">
          See the audit log
        </Link>
        <Link href={notificationsHref()} prefetch={false} className="text-accent underline underline-offset-4">
          What was found, and acknowledge
        </Link>
      </p>
    </div>
  ));
}
