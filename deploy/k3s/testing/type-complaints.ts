import path from "node:path";
import ts from "typescript";
import type { Manifest } from "./render";

const root = path.resolve(import.meta.dirname, "../../..");

/** `apps/v1` Deployment -> "apps/v1/Deployment", the core's "v1" -> "v1/Service". */
const moduleOf = ({ apiVersion, kind }: Manifest) => `kubernetes-models/${apiVersion}/${kind}`;

/**
 * What the compiler says of the manifests as literals of Kubernetes' own types: a field that does not exist, which a
 * cluster would drop in silence, is a complaint.
 */
export function typeComplaints(manifests: readonly Manifest[]): string[] {
  const lines = manifests.map((one, index) => {
    const type = `import("${moduleOf(one)}").I${one.kind}`;
    return `export const manifest${index}: ${type} = ${JSON.stringify(one)};`;
  });
  const file = path.join(root, "deploy/k3s/manifests-as-types.ts");
  const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, types: [] };
  const settings = { ...options, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, lines.join("\n"), ts.ScriptTarget.ESNext) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], settings, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
