import { BlockList } from "node:net";
import { z } from "zod";
import type { Manifest } from "./render";

type Labels = Record<string, string>;
/** A pod of a namespace (its labels beside it), or an address outside of the cluster. */
export type End = { namespace: string; labels: Labels } | { address: string };
type Connection = { from: End; to: End; protocol: "TCP" | "UDP"; port: number };

const selector = z.strictObject({ matchLabels: z.record(z.string(), z.string()).default({}) });
const peer = z.strictObject({
  podSelector: selector.optional(),
  namespaceSelector: selector.optional(),
  ipBlock: z.strictObject({ cidr: z.string() }).optional(),
});
const ports = z.array(z.strictObject({ protocol: z.enum(["TCP", "UDP"]), port: z.number() })).optional();
// Strict: a field that this judge does not know would be judged wrongly in silence.
const spec = z.strictObject({
  podSelector: selector,
  policyTypes: z.array(z.enum(["Ingress", "Egress"])),
  ingress: z.array(z.strictObject({ from: z.array(peer).optional(), ports })).default([]),
  egress: z.array(z.strictObject({ to: z.array(peer).optional(), ports })).default([]),
});

const matches = (wanted: z.infer<typeof selector>, labels: Labels) =>
  Object.entries(wanted.matchLabels).every(([name, value]) => labels[name] === value);

function isIn(cidr: string, address: string): boolean {
  const [network = "", bits] = cidr.split("/");
  const list = new BlockList();
  list.addSubnet(network, Number(bits));
  return list.check(address);
}

function isPeer(one: z.infer<typeof peer>, end: End, policyNamespace: string): boolean {
  // Policies judge pods by their labels; a block of addresses is for what is outside.
  if ("address" in end) return one.ipBlock !== undefined && isIn(one.ipBlock.cidr, end.address);
  if (one.ipBlock) return false;
  const namespaceFits = one.namespaceSelector
    ? matches(one.namespaceSelector, { "kubernetes.io/metadata.name": end.namespace })
    : end.namespace === policyNamespace;
  return namespaceFits && (one.podSelector === undefined || matches(one.podSelector, end.labels));
}

/** Whether these policies let a connection through, by the rules of networking.k8s.io/v1: both its ends must agree. */
export function mayConnect(manifests: readonly Manifest[], { from, to, protocol, port }: Connection): boolean {
  const policies = manifests.filter(({ kind }) => kind === "NetworkPolicy");
  const agrees = (self: End, other: End, type: "Ingress" | "Egress") => {
    if ("address" in self) return true;
    const rules = policies
      .filter(({ metadata }) => metadata.namespace === self.namespace)
      .map((policy) => spec.parse(policy.spec))
      .filter(({ podSelector, policyTypes }) => policyTypes.includes(type) && matches(podSelector, self.labels))
      .map(({ ingress, egress }) =>
        type === "Egress"
          ? egress.map((rule) => ({ peers: rule.to, ports: rule.ports }))
          : ingress.map((rule) => ({ peers: rule.from, ports: rule.ports })),
      );
    // Selected by no policy of this direction: everything is let through.
    if (rules.length === 0) return true;
    return rules
      .flat()
      .some(
        (rule) =>
          (rule.peers?.some((one) => isPeer(one, other, self.namespace)) ?? true) &&
          (rule.ports?.some((one) => one.port === port && one.protocol === protocol) ?? true),
      );
  };
  return agrees(from, to, "Egress") && agrees(to, from, "Ingress");
}
