import "server-only";
import { connect } from "node:net";
import { certificates } from "@/lib/checks/each/certificates";
import { gateRefuses } from "@/lib/checks/each/gate-refuses";
import { consoleDoor } from "@/lib/checks/each/host";
import { plainHttp } from "@/lib/checks/each/plain-http";
import { openHosts } from "@/lib/checks/open-deployment";
import { runChecks } from "@/lib/checks/run-checks";
import type { StackHosts } from "@/lib/plan/stack";
import { RefusedError } from "@/lib/web/action-result";
import { faultOfAddress } from "../target-address";
import type { PortProbe, TargetProbe } from "../types";

const timeoutMs = 5000;
const portsAsked = [22, 80, 443];
/** What can be asked from outside with no secret; the script verifies the rest on the new box itself. */
const checksAsked = [certificates, gateRefuses, consoleDoor, plainHttp];

/** Whether somebody listens there; nothing is sent. Never throws. */
export function probePort(address: string, port: number): Promise<PortProbe> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (state: PortProbe["state"]) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ port, state });
    };
    const timer = setTimeout(() => end("no-answer"), timeoutMs);
    socket.once("connect", () => end("open"));
    socket.once("error", () => end("closed"));
  });
}

/**
 * What a planned target shows while no record leads to it yet. Throws `RefusedError` for an address that is none, or
 * that no box of ours can have (link-local, metadata services of clouds).
 */
export async function probeTarget(address: string, hosts: StackHosts | null): Promise<TargetProbe> {
  if (faultOfAddress(address) !== null) throw new RefusedError("bad-input", "This address cannot be probed.");
  const askedAtMs = Date.now();
  const [ports, checks] = await Promise.all([
    Promise.all(portsAsked.map((port) => probePort(address, port))),
    hosts ? runChecks(checksAsked, openHosts(hosts, address)) : null,
  ]);
  return { address, ports, checks, askedAtMs };
}
