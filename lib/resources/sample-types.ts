import type { MemorySource, Subject } from "./types";

export type ProgramSubject = Exclude<Subject, "host">;

/** A program's figures at one moment. Null means "this source does not say". */
export type ProgramSample = {
  source: MemorySource;
  atMs: number;
  memoryBytes: number;
  anonBytes: number | null;
  cacheBytes: number | null;
  swapBytes: number | null;
  /** The limit that the kernel enforces; null when none is enforced. */
  enforcedLimitBytes: number | null;
  /** CPU time used since `startId` began. */
  cpuSeconds: number | null;
  /** Changes when the program was restarted; CPU time is only compared within one. */
  startId: string;
  /** Unix ms; null where the source does not say. */
  startedAtMs: number | null;
  containerId: string | null;
  containerName: string | null;
};

export type HostSample = {
  atMs: number;
  memAvailableBytes: number;
  memTotalBytes: number;
  swapTotalBytes: number;
  /** Null where more is free than there is, as lxcfs reports at times. */
  swapUsedBytes: number | null;
  psiSomeAvg60: number | null;
  psiFullAvg60: number | null;
  load1: number | null;
  /** The kernel's counter of OOM kills since boot, containers included. */
  oomKills: number | null;
  /** Of the disk that holds the data. */
  diskFreeBytes: number | null;
  diskTotalBytes: number | null;
  bootId: string | null;
  bootedAtMs: number | null;
};
