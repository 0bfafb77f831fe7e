import "server-only";
import { hostname } from "node:os";
import { containerIdOfHostname } from "./subject-of-container";

/** The start of this process's own container id; null outside a container. */
export const ownContainerId = () => containerIdOfHostname(hostname());
