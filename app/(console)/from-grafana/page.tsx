import { redirect } from "next/navigation";
import { pageActor } from "@/components/auth/page-actor";
import { readGrafanaParams } from "@/lib/links/from-grafana";
import { onCallHref, routeHref } from "@/lib/links/routes";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where the dashboards' links lead: the page here that shows what was chosen there. */
export default async function FromGrafanaPage({ searchParams }: Props) {
  await pageActor();
  const { range, route } = readGrafanaParams(await searchParams, Date.now());
  redirect(route === null ? onCallHref({ range }) : routeHref(route, { range }));
}
