import { type Front, faultsOfFront } from "./faults/front";
import * as programs from "./faults/of-programs";
import * as requests from "./faults/of-requests";
import { faultsOfScrapes } from "./faults/of-scrapes";
import { faultsOfTokens, tokenDisabled } from "./faults/of-tokens";
import type { LiveFault } from "./faults/types";

const both = (...faults: LiveFault[]): LiveFault => ({
  name: faults.map(({ name }) => name).join(", and "),
  codes: faults.flatMap(({ codes }) => codes),
  also: faults.flatMap(({ also }) => also ?? []),
  inject: async (stack) => {
    for (const fault of faults) await fault.inject(stack);
  },
  mend: async (stack) => {
    for (const fault of faults) await fault.mend(stack);
  },
});

/** Two at a time: neither may hide the other. */
const pairs: LiveFault[] = [
  both(programs.jaegerKilled, requests.halfFails),
  both(programs.jaegerHangs, requests.apnsFailing),
  both(programs.gateKilled, requests.apiDown),
  both(programs.vmagentKilled, programs.jaegerKilled),
  both(programs.vmagentKilled, requests.apiDown),
  both(programs.metricsStoreKilled, requests.apiDown),
  both(programs.metricsStoreKilled, programs.jaegerKilled),
  both(tokenDisabled, requests.apiDown),
  both(requests.databaseSlow, requests.apnsFailing),
  both(requests.apnsFailing, requests.b2Failing),
  both(requests.halfFails, requests.routeSlow),
  both(requests.redisGone, requests.halfFails),
  both(requests.exporterSilent, requests.databaseSlow),
  both(requests.clockBehind, requests.b2Failing),
];

/** Each by itself, then in pairs. */
export const liveFaults = (front: Front): LiveFault[] => [
  ...programs.faultsOfPrograms,
  ...faultsOfTokens,
  ...faultsOfScrapes,
  ...faultsOfFront(front),
  ...requests.faultsOfRequests,
  ...pairs,
];

/** Those that every run of the tests puts into a stack. */
export const fewFaults: LiveFault[] = [
  programs.gateKilled,
  tokenDisabled,
  programs.vmagentKilled,
  programs.metricsStoreKilled,
  programs.jaegerHangs,
  requests.apiDown,
  requests.halfFails,
  requests.databaseSlow,
];
