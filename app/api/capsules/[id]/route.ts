import { renderDocument } from "@/components/capsule-document/document";
import { withActor } from "@/lib/auth/with-actor";
import { fileNameOf } from "@/lib/capsule/file-name";
import { loadCapsule, loadCapsuleInfo } from "@/lib/capsule/load-capsule";
import { env } from "@/lib/runtime/env";
import { apiError, apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

const contentTypes = { json: "application/json; charset=utf-8", html: "text/html; charset=utf-8" };

/** A capsule as JSON or as the file that opens offline; `part=state` tells only how far it is. */
export const GET = withActor(async (request, _actor, { params }: Context) => {
  const { part, format, download } = readParameters(request, {
    part: { oneOf: ["whole", "state"], fallback: "whole" },
    format: { oneOf: ["json", "html"], fallback: "json" },
    download: { oneOf: ["0", "1"], fallback: "0" },
  });
  const found = await loadCapsuleInfo((await params).id);
  if (!found) return apiError(404, "no-such-capsule", "There is no such capsule; it may have been deleted.");
  const { createdById: _creator, ...info } = found;
  if (part === "state") return apiJson(info);
  if (info.state === "building") return apiJson(info, 202);
  const capsule = info.state === "ready" ? await loadCapsule(info) : null;
  if (!capsule) return apiError(409, "not-made", info.failure ?? "The stored capsule can no longer be read.");
  const body = format === "html" ? await renderDocument(capsule, env().NEXTAUTH_URL) : JSON.stringify(capsule);
  // Never shown as a page of this origin: it is a file.
  const attached = format === "html" || download === "1";
  return new Response(body, {
    headers: {
      "content-type": contentTypes[format],
      "cache-control": "no-store",
      ...(attached ? { "content-disposition": `attachment; filename="${fileNameOf(info, format)}"` } : {}),
    },
  });
});
