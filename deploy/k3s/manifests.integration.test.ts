import { readFileSync } from "node:fs";
import path from "node:path";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { Role } from "kubernetes-models/rbac.authorization.k8s.io/v1/Role";
import { RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { beforeAll, describe, expect, it } from "vitest";
import { cluster } from "@/lib/plan/cluster";
import { apiJob, vmagentJob } from "@/lib/plan/contract";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { backendOf, launchOf } from "@/scripts/programs/launch-of.mjs";
import { type End, mayConnect } from "./testing/may-connect";
import { type Manifest, renderManifests } from "./testing/render";
import { typeComplaints } from "./testing/type-complaints";
import { vmagentOf } from "./testing/vmagent-of";

const root = path.resolve(import.meta.dirname, "../..");
const kinds = { ConfigMap, Deployment, NetworkPolicy, Role, RoleBinding, Service, ServiceAccount };
const isKind = (kind: string): kind is keyof typeof kinds => Object.hasOwn(kinds, kind);

let plain: Manifest[];
let named: Manifest[];
let locked: Manifest[];
beforeAll(async () => {
  [plain, named, locked] = await Promise.all([
    renderManifests(),
    renderManifests(["pod-names"]),
    renderManifests(["pod-names", "locked-namespace"]),
  ]);
});

describe("what kubectl apply -k sends", () => {
  it("holds to Kubernetes' schemas and types, in the namespace of honeyDue alone", () => {
    const all = [...plain, ...named, ...locked];
    expect(plain.map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/-[0-9a-z]{10}$/, "")}`).sort()).toEqual([
      "ConfigMap vmagent-scrape",
      "Deployment vmagent",
      "NetworkPolicy vmagent",
      "Service api-metrics",
    ]);
    for (const one of all) {
      if (!isKind(one.kind)) throw new Error(`${one.kind} is not judged here`);
      const model = new kinds[one.kind]();
      expect(one.apiVersion).toBe(model.apiVersion);
      Object.assign(model, one).validate();
      expect(one.metadata.namespace).toBe(cluster.namespace);
    }
    expect(typeComplaints(all)).toEqual([]);
    // The judge itself: a misspelt field of a planted manifest.
    const planted = {
      ...plain[0],
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "x" },
      spec: { clusterIp: "None" },
    };
    expect(typeComplaints([planted]).join()).toContain("clusterIp");
  });

  it("is one vmagent of the version that is tested here, without rights over its node or the cluster", () => {
    const { spec, pod, container, flags } = vmagentOf(plain);
    const images = JSON.parse(readFileSync(path.join(root, "deploy/images.json"), "utf8"));
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
    expect(container.image).toBe(images.vmagent);
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(flags["remoteWrite.bearerTokenFile"]).toBe(`/etc/obs-ingest/${cluster.secretKey}`);
    expect(pod.volumes).toContainEqual({
      name: "token",
      secret: { secretName: cluster.secretName, defaultMode: 0o440 },
    });
  });

  it("gives the queue room for its bound and the chunk that is being read, and the container's limit room for both", () => {
    const { pod, container, flags } = vmagentOf(plain);
    const chunkBytes = 512 * 1024 ** 2;
    const mebibytes = (text: unknown) => Number(/^(\d+)Mi$/.exec(String(text))?.[1]) * 1024 ** 2;
    const boundBytes = Number(/^(\d+)MB$/.exec(flags["remoteWrite.maxDiskUsagePerURL"] ?? "")?.[1]) * 1e6;
    const queue = pod.volumes?.find(({ name }) => name === "queue")?.emptyDir?.sizeLimit;
    expect(mebibytes(queue)).toBeGreaterThan(boundBytes + chunkBytes);
    expect(mebibytes(container.resources?.limits?.["ephemeral-storage"])).toBeGreaterThan(mebibytes(queue));
  });
});

describe.each(["", "pod-names"])("the scrape configuration %s", (component) => {
  it("names the console's jobs, and vmagent itself takes it", async () => {
    const file = path.join(import.meta.dirname, component, "scrape.yaml");
    const backend = await backendOf("vmagent", undefined);
    const args = [
      "-dryRun",
      `-promscrape.config=${file}`,
      "-promscrape.config.strictParse",
      "-remoteWrite.url=http://127.0.0.1:1",
    ];
    const { command, args: all } = launchOf(backend, { args, dirs: [path.dirname(file)] });
    await runCommand({ command, args: all });
    const jobs = [...readFileSync(file, "utf8").matchAll(/job_name: (\S+)/g)].map(([, name]) => name);
    expect(jobs).toEqual([apiJob, vmagentJob]);
  });
});

describe("who may talk to whom", () => {
  const pod = (name: string, namespace: string = cluster.namespace): End => ({
    namespace,
    labels: { "app.kubernetes.io/name": name },
  });
  const [vmagent, api, postgres] = [pod("vmagent"), pod("api"), pod("postgres")];
  const dns: End = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
  const obsHost: End = { address: "185.143.228.16" };
  const elsewhere: End = { address: "1.1.1.1" };
  const tcp = (from: End, to: End, port: number) => ({ from, to, port, protocol: "TCP" as const });

  it("lets vmagent reach the API's pods, DNS and the obs host, and nothing else; nobody reaches vmagent", () => {
    const may = (from: End, to: End, port: number) => mayConnect(plain, tcp(from, to, port));
    expect(may(vmagent, api, 8000)).toBe(true);
    expect(may(vmagent, obsHost, 443)).toBe(true);
    expect(may(vmagent, dns, 53)).toBe(true);
    expect(mayConnect(plain, { from: vmagent, to: dns, port: 53, protocol: "UDP" })).toBe(true);

    expect(may(vmagent, api, 5432)).toBe(false);
    expect(may(vmagent, postgres, 8000)).toBe(false);
    expect(may(vmagent, pod("api", "other"), 8000)).toBe(false);
    expect(may(vmagent, obsHost, 80)).toBe(false);
    expect(may(vmagent, elsewhere, 443)).toBe(false);
    expect(may(vmagent, elsewhere, 6443)).toBe(false);
    expect(may(vmagent, { namespace: cluster.namespace, labels: { "k8s-app": "kube-dns" } }, 53)).toBe(false);
    for (const from of [api, postgres, dns, elsewhere]) expect(may(from, vmagent, 8429)).toBe(false);
  });

  it("closes nothing of the API itself", () => {
    for (const manifests of [plain, named]) {
      expect(mayConnect(manifests, tcp(pod("traefik", "kube-system"), api, 8000))).toBe(true);
      expect(mayConnect(manifests, tcp(api, postgres, 5432))).toBe(true);
    }
  });

  it("opens the way to the cluster's API only with the pods' names", () => {
    expect(mayConnect(named, tcp(vmagent, { address: "10.0.0.2" }, 6443))).toBe(true);
    expect(mayConnect(named, tcp(vmagent, elsewhere, 443))).toBe(false);
    expect(vmagentOf(named).pod).toMatchObject({ automountServiceAccountToken: true, serviceAccountName: "vmagent" });
  });

  it("in a locked namespace adds the scrape and the way of the spans", () => {
    expect(mayConnect(locked, tcp(vmagent, api, 8000))).toBe(true);
    expect(mayConnect(locked, tcp(api, obsHost, 443))).toBe(true);
    expect(mayConnect(locked, tcp(api, elsewhere, 443))).toBe(false);
    expect(mayConnect(locked, tcp(postgres, api, 8000))).toBe(false);
  });
});
