import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import type { Manifest } from "./render";

/** The vmagent of the rendered manifests, with its flags by name. */
export function vmagentOf(manifests: readonly Manifest[]) {
  const { spec } = new Deployment(manifests.find(({ kind }) => kind === "Deployment"));
  const pod = spec?.template.spec;
  const container = pod?.containers[0];
  if (!spec || !pod || !container?.args) throw new Error("there is no vmagent in the manifests");
  const flags = Object.fromEntries(
    container.args.map((flag) => {
      const [, name = "", value = ""] = /^-([^=]+)=(.*)$/.exec(flag) ?? [];
      return [name, value];
    }),
  );
  return { spec, pod, container, flags };
}
