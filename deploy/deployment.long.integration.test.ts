import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from "vitest";
import { z } from "zod";
import { servicePlans, stack, stackServices } from "@/lib/plan/stack";
import { type Deployment, domain, startDeployment, writeCertificate } from "./testing/start-deployment";
import { whyNoHost } from "./testing/start-host";

/** Of `docker compose config`, what the plan has a word in. */
const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      mem_limit: z.string(),
      memswap_limit: z.string(),
      user: z.string(),
      command: z.array(z.string()).nullish(),
      networks: z.record(z.string(), z.unknown()),
      ports: z.array(z.object({ target: z.number(), published: z.string(), host_ip: z.string() })).optional(),
      volumes: z.array(z.object({ source: z.string() })).optional(),
    }),
  ),
});

const reason = whyNoHost();
const dir = mkdtempSync(path.join(tmpdir(), "obs-deployment-"));
// A token of the plan's own kind, as `openssl rand -hex 32` makes it.
const oldToken = "3f9a0c5be81d47c2a6f7e0921b38d4c5f6a7b8091c2d3e4f5061728394a5b6c7";

/**
 * Runs what takes a while one after the other, in the order of the file: each leaves the stack as it found it. One that
 * ran out of time would go on beside the next and take its containers away, so on a busy machine too none may.
 */
const timeout = 400_000;
const title = `a deployment on a real Docker Engine${reason ? ` (skipped: ${reason})` : ""}`;
describe.skipIf(reason !== null)(title, { timeout }, () => {
  let deployment: Deployment;
  let clock: ReturnType<Deployment["host"]["start"]>;
  const clockOffset = path.join(dir, "clock-offset");

  beforeAll(async () => {
    // nginx's workers go through it.
    chmodSync(dir, 0o711);
    deployment = await startDeployment(dir);
    const { host, paths } = deployment;
    const swap = path.join(dir, "swap");
    await host.run("sh", ["-c", `dd if=/dev/zero of=${swap} bs=1M count=513 status=none && chmod 600 ${swap}`]);
    await host.run("sh", ["-c", `mkswap -q ${swap} && swapon ${swap}`]);
    // The API's public health: another machine's clock.
    writeFileSync(clockOffset, "0");
    const answer = `require("node:http").createServer((request, response) => {
      const offset = Number(require("node:fs").readFileSync(${JSON.stringify(clockOffset)}, "utf8"));
      response.setHeader("date", new Date(Date.now() + offset).toUTCString()).end("ok");
    }).listen(9900, "127.0.0.1")`;
    clock = host.start("clock", process.execPath, ["-e", answer]);
    await host.run("sh", ["-c", `mkdir -p ${path.dirname(paths.token)} && echo ${oldToken} > ${paths.token}`]);
  }, timeout);

  afterAll(async () => {
    await clock?.stop();
    await deployment?.destroy();
    // Not on the host, which is gone: swap is the machine's.
    spawnSync("swapoff", [path.join(dir, "swap")]);
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  // What a failure alone does not tell: who ended, how, and its last words.
  beforeEach(() => onTestFailed(async () => console.error(await deployment.tellContainers())));

  describe("install.sh", () => {
    it("says what it would do and does nothing of it", async () => {
      const { install, paths } = deployment;
      const output = await install("--dry-run");
      expect(output).toMatch(/would: write .*compose\.yaml/);
      expect(output).toMatch(/\d+ things would be changed\. Nothing was\./);
      expect(existsSync(paths.home)).toBe(false);
    });

    it("broken off, it says what stands and what to do; the next run finishes it, and adopts the token", async () => {
      const { install, paths, host, hostRoot } = deployment;
      const nginx = path.join(hostRoot, "etc/nginx/nginx.conf");
      const whole = readFileSync(nginx, "utf8");
      writeFileSync(nginx, whole.replace("access_log off;", "access_log off; no_such_word on;"));
      const broken = await install().catch((error: Error) => error.message);
      expect(broken).toMatch(/Failed: {2}nginx\n {2}Reason: .*no_such_word/);
      expect(broken).toMatch(/Stands: .*Containers, First admin, Ingest token/);
      expect(broken).toMatch(/Next: {4}\S/);
      expect(existsSync(paths.vhosts[0] ?? "")).toBe(false);

      writeFileSync(nginx, whole);
      await install("--health-url", "http://127.0.0.1:9900/");
      expect(readFileSync(paths.token, "utf8").trim()).toBe(oldToken);
      const tokens = await host.run("docker", ["compose", "exec", "-T", "console", "node", "token.mjs", "list"], {
        cwd: paths.home,
      });
      expect(tokens).toContain("k3s-vmagent");
    });

    it("run again it changes nothing and says so", async () => {
      const { install, paths, hostRoot } = deployment;
      const before = statSync(paths.envFile).mtimeMs;
      expect(await install()).toContain("Nothing to change: everything is as it should be.");
      expect(statSync(paths.envFile).mtimeMs).toBe(before);
      for (const file of [paths.token, paths.envFile, paths.gateSecret]) expect(statSync(file).mode & 0o077).toBe(0);
      expect(existsSync(path.join(hostRoot, "etc/systemd/system/honeydue-obs-kernel-log.service"))).toBe(true);
    });
  });

  it("compose.yaml says what lib/plan/stack.ts says", async () => {
    const config = composeSchema.parse(JSON.parse(await deployment.compose("config", "--format", "json")));
    expect(Object.keys(config.services).toSorted()).toEqual([...stackServices].toSorted());
    for (const service of stackServices) {
      const plan = servicePlans[service];
      const written = config.services[service];
      expect(Number(written?.mem_limit), service).toBe(plan.memoryBytes);
      expect(Number(written?.memswap_limit), service).toBe(plan.memoryBytes + plan.swapBytes);
      expect(written?.user.split(":")[0], service).toBe(String(plan.uid));
      expect(Object.keys(written?.networks ?? {}).toSorted(), service).toEqual([...plan.networks].toSorted());
      const published = (written?.ports ?? []).map(({ target, published: host, host_ip: ip }) => [
        target,
        Number(host),
        ip,
      ]);
      const planned = plan.ports.flatMap(({ containerPort, hostPort }) =>
        hostPort === null ? [] : [[containerPort, hostPort, "127.0.0.1"]],
      );
      expect(published.toSorted(), service).toEqual(planned.toSorted());
      const data = plan.dataDir === null ? [] : [`${deployment.paths.home}/${plan.dataDir}`];
      expect(written?.volumes?.map(({ source }) => source) ?? [], service).toEqual(expect.arrayContaining(data));
    }
    expect(config.services.victoriametrics?.command).toContain(`-retentionPeriod=${stack.retention.metrics}`);
  });

  describe("verify.sh", () => {
    it("finds all well", async () => {
      expect(await deployment.verify()).toEqual([]);
    });

    it("names a token that is not the console's, and one that is missing", async () => {
      const { verify, withFile, paths } = deployment;
      await withFile(
        paths.token,
        () => `${oldToken.slice(0, 60)}0000\n`,
        async () => expect(await verify("metrics-canary")).toEqual(["token-refused /api/v1/write"]),
      );
      await withFile(
        paths.token,
        () => "",
        async () => expect(await verify("traces-canary")).toEqual([`token-missing ${paths.token}`]),
      );
    });

    it("names a store that is down", async () => {
      const { verify, compose, up } = deployment;
      await compose("kill", "victoriametrics", "jaeger");
      expect(await verify("metrics-canary,traces-canary,containers")).toEqual([
        "store-away /api/v1/write",
        "store-away /v1/traces",
        "container-stopped victoriametrics",
        "container-stopped jaeger",
      ]);
      await up(["victoriametrics", "jaeger"]);
      expect(await verify("metrics-canary,traces-canary,containers")).toEqual([]);
    });

    it("names limits that the kernel does not hold, and swap that is gone", async () => {
      const { verify, host } = deployment;
      const limit = (memory: string, swap: string) =>
        host.run("docker", ["update", "--memory", memory, "--memory-swap", swap, "honeydue-obs-victoriametrics-1"]);
      await limit("300m", "300m");
      expect(await verify("memory-limits")).toEqual(["limit-differs victoriametrics"]);
      await limit("256m", "512m");
      expect(await verify("memory-limits")).toEqual(["swap-limit-differs victoriametrics"]);
      await limit("256m", "256m");
      const noSwap = path.join(dir, "swaps");
      writeFileSync(noSwap, "Filename\tType\tSize\tUsed\tPriority\n");
      expect(await verify("memory-limits,host-swap", { env: { OBS_SWAPS_FILE: noSwap } })).toEqual([
        "swap-missing swap",
      ]);
    });

    it("names services that are open to the world, to anybody, or to another project", async () => {
      const { verify, up, host } = deployment;
      await host.run("docker", ["network", "create", "posthog_default"]);
      await up(["grafana", "victoriametrics"], {
        services: {
          grafana: {
            ports: ["0.0.0.0:13000:3000"],
            environment: { GF_AUTH_ANONYMOUS_ENABLED: "true" },
            privileged: true,
            read_only: false,
            mem_limit: 0,
            memswap_limit: 0,
            networks: { stores: {}, posthog: {} },
          },
          victoriametrics: { command: ["-storageDataPath=/storage", "-retentionPeriod=7d"] },
        },
        networks: { posthog: { external: true, name: "posthog_default" } },
      });
      const only = "published-ports,grafana-sign-in,isolation,hardening,memory-limits,retention,admin-paths";
      const found = await verify(only);
      for (const finding of [
        "port-public grafana",
        "grafana-anonymous Grafana",
        "foreign-network grafana",
        "rights-too-wide grafana",
        "limit-missing grafana",
        "retention-differs VictoriaMetrics",
        "store-unprotected /snapshot/list",
        "store-unprotected /api/v1/admin/tsdb/delete_series",
      ]) {
        expect(found).toContain(finding);
      }
      await up(["grafana", "victoriametrics"]);
      expect(await verify(only)).toEqual([]);
      await host.run("docker", [
        "run",
        "-d",
        "--name",
        "posthog-clickhouse-1",
        "--network",
        "honeydue-obs_stores",
        "node:24.22.3-bookworm-slim",
        "node",
        "-e",
        "setInterval(() => {}, 9999)",
      ]);
      expect(await verify("isolation")).toContain("shared-network jaeger");
      await host.run("docker", ["rm", "-f", "posthog-clickhouse-1"]);
      await host.run("docker", ["network", "rm", "posthog_default"]);
    });

    it("names what the stores can reach, and a door to Docker that is too wide", async () => {
      const { verify, host, hostRoot, up, withFile, paths, compose } = deployment;
      const egress = path.join(hostRoot, "usr/local/sbin/honeydue-obs-egress");
      await host.run("sh", [egress, "stop"]);
      await up(["console"], { services: { console: { environment: { HOSTNAME: "0.0.0.0" } } } });
      const found = await verify("inside");
      expect(found).toContain("stores-reach-outside this host");
      expect(found).toContain("console-open-inside console's pages");
      await host.run("sh", [egress]);
      await up(["console"]);
      expect(await verify("inside")).toEqual([]);
      const proxy = path.join(paths.home, "docker-proxy/nginx.conf");
      await withFile(
        proxy,
        (text) => text.replace("if ($engine_allowed = 0) { return 403; }", ""),
        async () => {
          await compose("restart", "docker-proxy");
          expect(await verify("docker-proxy")).toContain("docker-proxy-too-wide GET /containers/{id}/json");
        },
      );
      await up(["docker-proxy"]);
      await compose("restart", "docker-proxy");
    });

    it("names a gate that was opened, and hosts that lost their password or their TLS", async () => {
      const { verify, withFile, paths, reloadNginx } = deployment;
      const [gate = "", consoleHost = "", grafana = ""] = paths.vhosts;
      const settled = async (names: string, wanted: string) =>
        expect.poll(() => verify(names), { timeout: 20_000 }).toContain(wanted);
      await withFile(
        gate,
        (text) =>
          text
            .replace(
              "location = /_gate/ready",
              "location /api/v1/query { proxy_pass http://127.0.0.1:8428; }\n  location = /_gate/ready",
            )
            .replace(/(location = \/v1\/traces \{)[\s\S]*?(proxy_pass)/, "$1\n    proxy_set_header Host x;\n    $2"),
        async () => {
          await withFile(
            grafana,
            (text) => text.replace(/auth_basic .*;/, ""),
            async () => {
              await withFile(
                consoleHost,
                (text) => text.replace("return 308 https://$host$request_uri;", "return 200;"),
                async () => {
                  await reloadNginx();
                  await settled("gate-refuses", "gate-bypassed /api/v1/query?query=1");
                  expect(await verify("gate-refuses")).toContain("gate-open /v1/traces");
                  expect(await verify("grafana-sign-in,plain-http")).toEqual([
                    `plain-http-open grafana.${domain}`,
                    `plain-http-open console.${domain}`,
                    `grafana-open grafana.${domain}`,
                  ]);
                },
              );
            },
          );
        },
      );
      await reloadNginx();
      await expect.poll(() => verify("gate-refuses,grafana-sign-in,plain-http"), { timeout: 20_000 }).toEqual([]);
    });

    it("names certificates that are ending, of other hosts, or trusted by nobody", async () => {
      const { verify, certificates, reloadNginx } = deployment;
      const becomes = async (days: number, names: string[] | undefined, wanted: string) => {
        await writeCertificate(certificates, days, names);
        await reloadNginx();
        await expect.poll(() => verify("certificates"), { timeout: 20_000 }).toContain(`${wanted} obs.${domain}`);
      };
      await becomes(3, undefined, "certificate-expires-soon");
      await becomes(-1, undefined, "certificate-expired");
      await becomes(60, ["other"], "certificate-wrong-host");
      await writeCertificate(certificates, 60);
      await reloadNginx();
      await expect.poll(() => verify("certificates"), { timeout: 20_000 }).toEqual([]);
    });

    it("names a deny directory that the gate cannot read, files that are open, a clock that is off", async () => {
      const { verify, paths, withFile } = deployment;
      chmodSync(paths.denyDir, 0o700);
      expect(await verify("deny-directory")).toEqual([`deny-file-ignored ${paths.denyDir}`]);
      chmodSync(paths.denyDir, 0o755);
      await withFile(
        paths.vhosts[0] ?? "",
        (text) => text.replaceAll(paths.denyDir, "/var/lib/elsewhere"),
        async () => expect(await verify("deny-directory")).toEqual([`deny-directory-differs ${paths.denyDir}`]),
      );
      chmodSync(paths.token, 0o644);
      expect(await verify("file-modes")).toEqual([`file-open ${paths.token}`]);
      chmodSync(paths.token, 0o600);
      writeFileSync(clockOffset, "-90000");
      expect(await verify("clock")).toEqual(["clock-off clock"]);
      writeFileSync(clockOffset, "0");
      expect(await verify("deny-directory,file-modes,clock")).toEqual([]);
    });
  });

  describe("backup, restore, upgrade, rollback", () => {
    const script = (name: string, ...args: string[]) =>
      deployment.host.run(path.join(deployment.paths.home, name), args, { env: deployment.env });
    const token = (...args: string[]) => deployment.compose("exec", "-T", "console", "node", "token.mjs", ...args);
    const statusOf = (secret: string) => {
      const header = ["-H", `Authorization: Bearer ${secret}`, "-X", "POST", "-d", ""];
      const target = ["--resolve", `obs.${domain}:443:127.0.0.1`, `https://obs.${domain}/api/v1/write`];
      return deployment.host.run("curl", ["-sk", "-o", "/dev/null", "-w", "%{http_code}", ...header, ...target]);
    };
    const runningImage = async () => {
      const info = await deployment.host.docker.getContainer("honeydue-obs-console-1").inspect();
      return `${info.Config.Image} ${info.State.Health?.Status}`;
    };

    it("a restore brings back what was, and revives no token that was revoked since", async () => {
      const { host, paths, verify } = deployment;
      const secret =
        /hdobs_[0-9A-Za-z]{49}/.exec(await token("create", "--name", "ended", "--scope", "metrics:write"))?.[0] ?? "";
      expect(await statusOf(secret)).not.toBe("401");
      const query = "http://127.0.0.1:8428/api/v1/query?query=count(last_over_time(obs_verify_canary[1h]))";
      const samples = await host.run("curl", ["-sg", query]);
      expect(samples).toMatch(/"value":\[[^,]*,"\d+"\]/);
      const backup = (await script("backup.sh")).trim().split("\n").at(-1) ?? "";
      const names = await host.run("tar", ["-tzf", backup]);
      expect(names).toContain("./data/console/console.db");
      expect(names).not.toContain("deny");
      expect(statSync(backup).mode & 0o077).toBe(0);

      await token("revoke", "ended", "--confirm", "ended");
      await token("create", "--name", "later", "--scope", "metrics:write");
      expect(await statusOf(secret)).toBe("401");
      expect(await script("restore.sh", backup, "--rehearse")).toMatch(/can be restored; looking at it took \d+ s/);
      expect(await token("list")).toContain("later");

      expect(await script("restore.sh", backup)).toMatch(/Restored in \d+ s/);
      expect(await token("list")).not.toContain("later");
      expect(await statusOf(secret)).toBe("401");
      expect(await host.run("curl", ["-sg", query])).toMatch(/"value":\[[^,]*,"\d+"\]/);
      expect(await verify("metrics-canary,traces-canary,deny-directory,containers,scrapes")).toEqual([]);
      rmSync(`${paths.data}.before-restore`, { recursive: true });
    });

    it("an encrypted backup opens with its passphrase and with no other", async () => {
      const file = path.join(dir, "passphrase");
      writeFileSync(file, "correct horse battery staple\n", { mode: 0o600 });
      const backup = (await script("backup.sh", "--passphrase-file", file)).trim().split("\n").at(-1) ?? "";
      expect(readFileSync(backup).subarray(0, 8).toString()).toBe("Salted__");
      expect(await script("restore.sh", backup, "--rehearse", "--passphrase-file", file)).toContain("can be restored");
      writeFileSync(file, "something else\n");
      const refused = await script("restore.sh", backup, "--passphrase-file", file).catch(
        (error: Error) => error.message,
      );
      expect(refused).toMatch(/The passphrase does not open/);
      expect(await runningImage()).toBe(`${deployment.image} healthy`);
    });

    it("an upgrade that does not come up goes back by itself; one that does can be taken back", async () => {
      const { host, image, certificates, hostRoot } = deployment;
      const own = ["--certificate", `${certificates}/cert.pem`, "--key", `${certificates}/key.pem`];
      const upgrade = (name: string) =>
        host.run(path.resolve("deploy/upgrade.sh"), ["--root", hostRoot, "--domain", domain, ...own, "--image", name]);
      const broken = path.join(dir, "broken");
      await host.run("sh", [
        "-c",
        `mkdir -p ${broken} && printf 'FROM ${image}\\nCMD ["-e", "process.exit(1)"]\\n' > ${broken}/Dockerfile`,
      ]);
      await host.run("docker", ["build", "-q", "-t", "honeydue-obs-console:broken", broken]);
      const failed = await upgrade("honeydue-obs-console:broken").catch((error: Error) => error.message);
      expect(failed).toContain(`Going back to ${image}`);
      expect(await runningImage()).toBe(`${image} healthy`);

      await host.run("docker", ["tag", image, "honeydue-obs-console:next"]);
      expect(await upgrade("honeydue-obs-console:next")).toContain(
        `Upgraded from ${image} to honeydue-obs-console:next`,
      );
      expect(await runningImage()).toBe("honeydue-obs-console:next healthy");
      await script("rollback.sh");
      expect(await runningImage()).toBe(`${image} healthy`);
    });

    it("a database newer than the image is refused with words, and nothing is changed", async () => {
      const { compose, host, paths } = deployment;
      const add = `const { createClient } = await import("@libsql/client"); const client = createClient({ url: "file:/data/console.db" });
        await client.execute("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', '99990101000000_later')");`;
      await compose("exec", "-T", "console", "node", "--input-type=module", "-e", add);
      await compose("restart", "console");
      await expect
        .poll(() => compose("logs", "--tail", "3", "console"), { timeout: 20_000 })
        .toMatch(/The database is newer than this image .*99990101000000_later.*Nothing was changed/);
      await compose("stop", "console");
      const take = add.replace(/INSERT INTO .*'\)"/s, `DELETE FROM _prisma_migrations WHERE id = 'x'"`);
      const mounted = ["-v", `${paths.data}/console:/data`, "--user", "10310:10310", "--network", "none"];
      await host.run("docker", ["run", "--rm", ...mounted, deployment.image, "--input-type=module", "-e", take]);
      await deployment.up(["console"]);
      expect(await runningImage()).toBe(`${deployment.image} healthy`);
    });

    it("uninstall takes the stack away and keeps its data", async () => {
      const { host, paths } = deployment;
      expect(await script("uninstall.sh")).toContain(`The data is kept in ${paths.data}`);
      expect(await host.docker.listContainers({ all: true })).toEqual([]);
      for (const file of [paths.database, paths.token, paths.envFile]) expect(existsSync(file)).toBe(true);
      for (const file of [...paths.vhosts, paths.kernelLogUnit]) expect(existsSync(file)).toBe(false);
    });
  });
});
