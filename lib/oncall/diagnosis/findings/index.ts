import type { Facts } from "../facts/types";
import type { Finding } from "../types";
import * as api from "./api";
import { findClockOff } from "./clock";
import { findGateDown, findGateLogSilent } from "./gate";
import { findLaneFaults, findSlowCauses } from "./lanes";
import * as measured from "./measured";
import * as metricsStore from "./metrics-store";
import * as pods from "./pods";
import { findMetricsRefused, findTracesRefused } from "./refused";
import * as requests from "./requests";
import { findExporterSilent, findTracesPathSilent } from "./traces-path";
import * as tracesStore from "./traces-store";
import { findNoTraffic, findOnlyOwnProbes } from "./traffic";
import * as vmagent from "./vmagent";

/** Every question that is asked of the facts. Each looks for one cause and knows nothing of the others. */
export const finders: readonly ((facts: Facts) => Finding[])[] = [
  metricsStore.findMetricsStoreUnreachable,
  metricsStore.findMetricsStoreTooBusy,
  metricsStore.findMetricsStoreReadOnly,
  metricsStore.findMetricsStoreRefuses,
  tracesStore.findTracesStoreUnreachable,
  tracesStore.findTracesStoreRefuses,
  findGateDown,
  findGateLogSilent,
  findMetricsRefused,
  findTracesRefused,
  vmagent.findVmagentGone,
  vmagent.findVmagentDrops,
  vmagent.findVmagentCatchesUp,
  vmagent.findMetricsPathSilent,
  vmagent.findWaitingForScrape,
  findExporterSilent,
  findTracesPathSilent,
  findClockOff,
  api.findApiDown,
  api.findApiUnreachable,
  api.findApiGone,
  api.findApiNotScraped,
  api.findApiUnknown,
  pods.findPodsDown,
  pods.findPodRestarts,
  pods.findSeveralProcesses,
  pods.findPodOutliers,
  findLaneFaults,
  findSlowCauses,
  requests.findRequestsFailing,
  requests.findRoutesFailing,
  requests.findRouteErrorsFew,
  requests.findRoutesSlow,
  requests.findRequestsSlow,
  requests.findNoFiniteBucket,
  findNoTraffic,
  findOnlyOwnProbes,
  measured.findIntervalDiffers,
  measured.findSamplingDiffers,
  measured.findScrapedTwice,
  measured.findOtherJob,
  measured.findMetricsGap,
  measured.findNewAddresses,
];
