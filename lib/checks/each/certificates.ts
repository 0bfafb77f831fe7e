import "server-only";
import { stack } from "@/lib/plan/stack";
import { HostError } from "../ask-host";
import { type Check, type Deployment, failed, type Outcome, ok } from "../types";

const dayMs = 86_400_000;

/** Judges the certificate of one public host. */
export async function judgeCertificate(deployment: Deployment, host: string): Promise<Outcome> {
  try {
    const { certificate } = await deployment.ask(host, "/.well-known/acme-challenge/verify", { method: "HEAD" });
    if (!certificate) return failed("certificate-missing", host);
    const days = Math.floor((certificate.validToMs - deployment.nowMs()) / dayMs);
    const evidence = { days, issuer: certificate.issuer, names: certificate.names };
    if (days < 0 || certificate.trustError === "CERT_HAS_EXPIRED") return failed("certificate-expired", host, evidence);
    if (certificate.trustError === "ERR_TLS_CERT_ALTNAME_INVALID")
      return failed("certificate-wrong-host", host, evidence);
    if (certificate.trustError !== null) {
      return failed("certificate-untrusted", host, { ...evidence, reason: certificate.trustError });
    }
    if (days < stack.certificateWarnDays) return failed("certificate-expires-soon", host, evidence);
    return ok(host, evidence);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return failed("host-unreachable", host, { reason: error.code });
  }
}

export const certificates: Check = {
  name: "certificates",
  place: "hosts",
  title: "TLS of the three hosts",
  run: (deployment) => Promise.all(Object.values(deployment.hosts).map((host) => judgeCertificate(deployment, host))),
};
