import { expect, it } from "vitest";
import { parse } from "yaml";
import { secretManifest } from "./secret-manifest";

it.each(["hdobs_Ab3xK9mPq2", "0123456789", "ab+/=: #x"])(
  "holds %s as a text, under the name the cluster reads",
  (token) => {
    expect(parse(secretManifest(token))).toEqual({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "obs-ingest", namespace: "honeydue" },
      type: "Opaque",
      stringData: { OBS_INGEST_TOKEN: token },
    });
  },
);
