import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { startAndWait } from "@/scripts/process/start-and-wait.mjs";
import { backendOf, launchOf } from "@/scripts/programs/launch-of.mjs";
import { renderManifests } from "./render";
import { vmagentOf } from "./vmagent-of";

const scrape = z.looseObject({
  global: z.looseObject({}),
  scrape_configs: z.array(z.looseObject({ job_name: z.string(), dns_sd_configs: z.unknown().optional() })),
});

/** The manifests' scrape configuration, with a file of targets standing for the pods and a second for the 15. */
function scrapeHere(targetsFile: string, ownAddress: string) {
  const { scrape_configs, ...rest } = scrape.parse(
    parse(readFileSync(path.join(import.meta.dirname, "../scrape.yaml"), "utf8")),
  );
  const jobs = scrape_configs.map(({ dns_sd_configs, ...job }) =>
    dns_sd_configs
      ? { ...job, file_sd_configs: [{ files: [targetsFile] }] }
      : { ...job, static_configs: [{ targets: [ownAddress] }] },
  );
  return stringify({ ...rest, global: { scrape_interval: "1s", scrape_timeout: "1s" }, scrape_configs: jobs });
}

/** The vmagent of the manifests with its own flags; only what names a place of the cluster is put where it is here. */
export async function startManifestVmagent(options: {
  port: number;
  gateUrl: string;
  tokenFile: string;
  targetsFile: string;
  dataDir: string;
}) {
  const { flags } = vmagentOf(await renderManifests());
  const { port, gateUrl, tokenFile, targetsFile, dataDir } = options;
  const address = `127.0.0.1:${port}`;
  const config = path.join(dataDir, "scrape.yaml");
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(config, scrapeHere(targetsFile, address));
  const here = {
    httpListenAddr: address,
    "promscrape.config": config,
    "remoteWrite.url": flags["remoteWrite.url"]?.replace(/^https:\/\/[^/]+/, gateUrl) ?? "",
    "remoteWrite.bearerTokenFile": tokenFile,
    "remoteWrite.tmpDataPath": path.join(dataDir, "queue"),
    // Not in the manifests: a test does not wait for minutes.
    "promscrape.fileSDCheckInterval": "1s",
    "remoteWrite.retryMaxInterval": "2s",
  };
  const args = Object.entries({ ...flags, ...here }).map(([name, value]) => `-${name}=${value}`);
  return startAndWait({
    name: "vmagent",
    ...launchOf(await backendOf("vmagent", undefined), { args, dirs: [dataDir] }),
    logFile: path.join(dataDir, "../vmagent.log"),
    url: `http://${address}`,
    readyUrl: `http://${address}/health`,
  });
}
