/** Names in honeyDue's cluster: those of deploy/k3s, which a test holds equal. */
export const cluster = {
  namespace: "honeydue",
  /** The Secret from which vmagent and the API read the ingest token, mounted as a file. */
  secretName: "obs-ingest",
  secretKey: "OBS_INGEST_TOKEN",
} as const;
