import "server-only";
import { dataSources } from "@/lib/plan/grafana";
import { HostError } from "../ask-host";
import { type Check, type Deployment, failed, type Outcome, ok, unknown } from "../types";

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

async function signIn({ ask, askLocal, hosts, ports, read, seen, named }: Deployment): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const outside = await ask(hosts.grafana, "/");
  if (outside.status === 401) outcomes.push(ok("without a password", { status: 401 }));
  else outcomes.push(failed("grafana-open", hosts.grafana, { status: outside.status }));

  // Past nginx: Grafana itself lets nobody in without a login.
  const anonymous = await askLocal(ports.grafana, "/api/user");
  const home = await askLocal(ports.grafana, "/api/search");
  if (anonymous.status === 401 && home.status === 401) outcomes.push(ok("without a login", { status: 401 }));
  else outcomes.push(failed("grafana-anonymous", "Grafana", { status: home.status }));
  // Nor with the default password.
  const byDefault = await askLocal(ports.grafana, "/api/user", { headers: { authorization: basic("admin", "admin") } });
  if (byDefault.status < 300)
    outcomes.push(failed("grafana-default-password", "Grafana", { status: byDefault.status }));

  const password = (await read(`${seen.settings}/grafana-password`))?.trim();
  if (!password) return [...outcomes, unknown("grafana-password-missing", `${named.settings}/grafana-password`)];
  const inside = await ask(hosts.grafana, "/api/user", { headers: { authorization: basic("honeydue", password) } });
  const isIn = inside.status === 200 && /"login":\s*"honeydue"/.test(inside.text);
  outcomes.push(
    isIn
      ? ok("with the password", { status: 200 })
      : failed("grafana-sign-in", hosts.grafana, { status: inside.status }),
  );
  return outcomes;
}

export const grafanaSignIn: Check = {
  name: "grafana-sign-in",
  place: "grafana",
  title: "Grafana lets in whoever has the password, and nobody else",
  run: async (deployment) => {
    try {
      return await signIn(deployment);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return [failed("grafana-away", "Grafana", { reason: error.code })];
    }
  },
};

export const grafanaSources: Check = {
  name: "grafana-sources",
  place: "grafana",
  title: "Grafana reaches both stores",
  run: async ({ askLocal, ports, read, seen }) => {
    const password = (await read(`${seen.secrets}/grafana/admin-password`))?.trim() ?? "";
    const headers = { authorization: basic("admin", password) };
    const judge = async (uid: string) => {
      try {
        const { status } = await askLocal(ports.grafana, `/api/datasources/uid/${uid}/health`, { headers });
        if (status === 200) return ok(uid);
        return failed(status === 404 ? "source-missing" : "source-broken", uid, { status });
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        return failed("grafana-away", "Grafana", { reason: error.code });
      }
    };
    return Promise.all([judge(dataSources.metrics.uid), judge(dataSources.traces.uid)]);
  },
};
