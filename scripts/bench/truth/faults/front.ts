import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { LiveFault } from "./types";

/** What stands between the console's probe and the API, as an ingress does. */
export type Front = {
  url: string;
  /** Where it passes requests on to. */
  target: string;
  /** Passes on, cuts every connection, or answers with a status of its own. */
  mode: "pass" | "cut" | number;
  stop: () => void;
};

/** Starts it on a free port; it passes on once it has a target. */
export async function startFront(): Promise<Front> {
  const server = createServer(async (request, response) => {
    if (front.mode === "cut") return void request.socket.destroy();
    if (front.mode !== "pass") return void response.writeHead(front.mode).end();
    try {
      const answer = await fetch(`${front.target}${request.url}`, { signal: AbortSignal.timeout(10_000) });
      await answer.arrayBuffer();
      response.writeHead(answer.status).end();
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const front: Front = { url: `http://127.0.0.1:${port}`, target: "", mode: "pass", stop };
  return front;
}

const turned = (front: Front, name: string, codes: FindingCode[], mode: Front["mode"]): LiveFault => ({
  ...{ name, codes },
  inject: async () => {
    front.mode = mode;
  },
  mend: async () => {
    front.mode = "pass";
  },
});

/** Users cannot reach an API that is well. */
export const faultsOfFront = (front: Front): LiveFault[] => [
  turned(front, "users cannot reach the API", ["api-unreachable"], "cut"),
  turned(front, "the health URL answers 503", ["api-unreachable"], 503),
];
