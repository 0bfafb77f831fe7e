import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import { z } from "zod";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { obtainGoTool } from "@/scripts/setup/obtain-go-tool.mjs";

const k3sDir = path.resolve(import.meta.dirname, "..");

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
export type Manifest = z.infer<typeof manifest>;

/** What `kubectl apply -k` would send, by the real kustomize, with these components of the folder. */
export async function renderManifests(components: string[] = []): Promise<Manifest[]> {
  const kustomize = await obtainGoTool("kustomize");
  const scratch = mkdtempSync(path.join(tmpdir(), "obs-k3s-"));
  try {
    cpSync(k3sDir, path.join(scratch, "k3s"), { recursive: true });
    const kustomization = { resources: ["k3s"], components: components.map((name) => `k3s/${name}`) };
    writeFileSync(path.join(scratch, "kustomization.yaml"), stringify({ ...kustomization, namespace: "honeydue" }));
    const text = await runCommand({ command: kustomize, args: ["build", scratch] });
    return parseAllDocuments(text).map((document) => manifest.parse(document.toJS()));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
