/** Names in honeyDue's cluster; a test keeps them equal to those in deploy/k3s. */
export const cluster = {
  namespace: "honeydue",
  /** The Secret from which vmagent and the API read the ingest token, mounted as a file. */
  secretName: "obs-ingest",
  secretKey: "OBS_INGEST_TOKEN",
} as const;
