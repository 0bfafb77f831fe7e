import { cluster } from "@/lib/plan/cluster";

/** The Kubernetes Secret that holds this token, as YAML for `kubectl apply --server-side -f -`. */
export function secretManifest(token: string): string {
  return `apiVersion: v1
kind: Secret
metadata:
  name: ${cluster.secretName}
  namespace: ${cluster.namespace}
type: Opaque
stringData:
  ${cluster.secretKey}: ${JSON.stringify(token)}
`;
}
