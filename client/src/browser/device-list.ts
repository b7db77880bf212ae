import { equalBytes, ProtocolError, type Device } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export type DeviceListState =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | KnownDevices;

export interface KnownDevices {
  readonly kind: "known";
  /** This one first, then last used first. */
  readonly devices: readonly Device[];
  /** What is being signed out. */
  readonly ending?: Device | "others";
  /** What was signed out last. */
  readonly ended?: Device | "others";
  readonly problem?: PageProblem;
}

/** The signed-in devices of an account. None of its methods rejects: what went wrong is in the state. */
export interface DeviceList {
  readonly state: Observable<DeviceListState>;
  look(): Promise<void>;
  end(device: Device): Promise<void>;
  endOthers(): Promise<void>;
}

export function createDeviceList({ act }: Pick<OwnSession, "act">): DeviceList {
  const state = createCell<DeviceListState>({ kind: "asking" });

  async function endOne({ id }: Device): Promise<void> {
    await act((account) => account.endDevice(id)).catch((error: unknown) => {
      // Somebody was faster: it is signed out, which was the wish.
      if (!(error instanceof ProtocolError) || error.code !== "device_not_found") throw error;
    });
  }

  async function end(which: Device | "others"): Promise<void> {
    const before = state.get();
    if (before.kind !== "known" || before.ending) return;
    const { kind, devices } = before;
    state.set({ kind, devices, ending: which });
    try {
      await (which === "others" ? act((account) => account.endOtherDevices()) : endOne(which));
      state.set({ kind, devices: devices.filter((each) => stays(each, which)), ended: which });
    } catch (error) {
      state.set({ kind, devices, problem: problemOf(error) });
    }
  }

  return {
    state,
    end,
    endOthers: () => end("others"),
    look: async () => {
      state.set({ kind: "asking" });
      try {
        const { devices } = await act((account) => account.listDevices());
        state.set({ kind: "known", devices: devices.toSorted(thisOneFirst) });
      } catch (error) {
        state.set({ kind: "unknown", problem: problemOf(error) });
      }
    },
  };
}

const stays = ({ id, isThisOne }: Device, ended: Device | "others"): boolean =>
  ended === "others" ? isThisOne : !equalBytes(id, ended.id);

const thisOneFirst = (a: Device, b: Device): number => Number(b.isThisOne) - Number(a.isThisOne);
