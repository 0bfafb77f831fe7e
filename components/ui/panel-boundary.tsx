"use client";
import { Component, type ReactNode } from "react";
import { PanelNotice } from "./panel-notice";

/** Keeps a fault in one panel inside it. */
export class PanelBoundary extends Component<{ name: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="panel">
        <PanelNotice
          health="bad"
          title={`${this.props.name} could not be drawn.`}
          action={
            <button
              type="button"
              className="control -ml-2 text-accent"
              onClick={() => this.setState({ failed: false })}
            >
              Try again
            </button>
          }
        >
          This is a fault of the console, not of the API. The other panels still hold.
        </PanelNotice>
      </div>
    );
  }
}
