"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ChannelDialog } from "./channel-dialog";

export function AddChannel() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="control -mr-2 text-accent" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        Add a channel
      </button>
      {open ? <ChannelDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
