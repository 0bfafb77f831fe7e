import "server-only";
import { HostError } from "../ask-host";
import { type Check, failed, ok } from "../types";

/** Plain HTTP redirects people to TLS and gives senders an error: a token must not travel without TLS unnoticed. */
export const plainHttp: Check = {
  name: "plain-http",
  place: "hosts",
  title: "Plain HTTP leads to TLS",
  run: async ({ hosts, askPlain }) => {
    const judge = async (host: string) => {
      try {
        const { status, headers } = await askPlain(host, "/v1/traces");
        const isGate = host === hosts.ingest;
        const isRight = isGate ? status === 404 : status === 308 && headers.location === `https://${host}/v1/traces`;
        return isRight ? ok(host, { status }) : failed("plain-http-open", host, { status });
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        return failed("host-unreachable", host, { reason: error.code, port: 80 });
      }
    };
    return Promise.all(Object.values(hosts).map(judge));
  },
};
