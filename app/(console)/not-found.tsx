import type { Metadata } from "next";
import { NoSuchPage } from "@/components/ui/no-such-page";

export const metadata: Metadata = { title: "No such page - honeyDue" };

/** Within the console's layout, which has the main already. */
export default function NotFound() {
  return <NoSuchPage />;
}
