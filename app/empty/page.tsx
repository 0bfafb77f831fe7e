import { pageActor } from "@/components/auth/page-actor";

/** A page without anything: what the benchmark compares the JavaScript of the other pages with. */
export default async function EmptyPage() {
  await pageActor();
  return <p>This page is empty on purpose.</p>;
}
