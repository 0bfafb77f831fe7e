import { withActor } from "@/lib/auth/with-actor";
import { createCapsule } from "@/lib/capsule/create-capsule";
import { createCapsuleInput } from "@/lib/capsule/fields";
import { listCapsules } from "@/lib/capsule/list-capsules";
import { capsuleHref } from "@/lib/links/routes";
import { apiJson } from "@/lib/web/api-error";
import { readJsonBody } from "@/lib/web/read-json-body";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  readParameters(request, {});
  return apiJson({ capsules: await listCapsules() });
});

/** Begins to make one; where it will be is answered at once. */
export const POST = withActor(async (request, actor) => {
  readParameters(request, {});
  const input = createCapsuleInput.parse(await readJsonBody(request));
  const { id } = await createCapsule(actor, input);
  return apiJson({ id, href: capsuleHref(id) }, 202);
});
