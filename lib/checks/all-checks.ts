import "server-only";
import { metricsCanary, neighbourScrapes, tracesCanary } from "./each/canary";
import { certificates } from "./each/certificates";
import { denyDirectory } from "./each/deny-directory";
import { gateRefuses } from "./each/gate-refuses";
import { grafanaSignIn, grafanaSources } from "./each/grafana";
import { clock, consoleDoor, fileModes, hardening } from "./each/host";
import { dockerProxy, insideStores } from "./each/inside";
import { containersHealthy, hostSwap, memoryLimits } from "./each/limits";
import { isolation, listeningSockets, publishedPorts } from "./each/network";
import { plainHttp } from "./each/plain-http";
import { adminPaths, retention, versions } from "./each/stores";
import type { Check } from "./types";

/** Every check of a deployment, in the order in which they are reported. */
export const allChecks: readonly Check[] = [
  gateRefuses,
  metricsCanary,
  tracesCanary,
  denyDirectory,
  certificates,
  plainHttp,
  consoleDoor,
  grafanaSignIn,
  grafanaSources,
  containersHealthy,
  neighbourScrapes,
  retention,
  adminPaths,
  versions,
  memoryLimits,
  hostSwap,
  publishedPorts,
  listeningSockets,
  isolation,
  insideStores,
  dockerProxy,
  fileModes,
  hardening,
  clock,
];
