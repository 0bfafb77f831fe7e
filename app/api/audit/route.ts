import { auditFilterSchema } from "@/lib/audit/audit-filter";
import { exportAudit, exportFormats } from "@/lib/audit/export-audit";
import { withActor } from "@/lib/auth/with-actor";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

const contentTypes = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" };

/** The audit log as a download, narrowed like the page. */
export const GET = withActor(async (request, actor) => {
  const { format, ...given } = readParameters(request, {
    format: { oneOf: exportFormats, fallback: "json" },
    actor: { maxLength: 200 },
    action: { maxLength: 200 },
    subject: { maxLength: 200 },
    from: { maxLength: 10 },
    to: { maxLength: 10 },
  });
  return new Response(exportAudit(actor, auditFilterSchema.parse(given), format), {
    headers: {
      "content-type": contentTypes[format],
      "content-disposition": `attachment; filename="honeydue-audit.${format}"`,
      "cache-control": "no-store",
    },
  });
});
