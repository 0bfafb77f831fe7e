import type { Metadata } from "next";
import { LinkForm } from "../_form/link-form";

export const metadata: Metadata = { title: "Set your password - honeyDue" };

/** Where invitations and reset links lead. The link's secret is behind the #, so only the browser can read it. */
export default function LinkPage() {
  return <LinkForm />;
}
