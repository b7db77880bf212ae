import type { ComponentType, ReactElement } from "react";
import type { LoadCatalog, MessageId } from "../languages/language.ts";
import type { LanguageTag } from "../languages/languages.ts";
import type { FrameProps } from "./frame.tsx";
import type { FragmentMeaning } from "./page-life.ts";

/** One page: it comes with the part of the SDK that it shows, and no more. */
export interface PageOf<Catalog extends string> {
  readonly title: MessageId;
  /** What it says beside the frame. */
  readonly says: readonly Catalog[];
  /** Rejects when a part of the page cannot be fetched. */
  readonly load: (at: Location) => Promise<ReactElement>;
}

/** Pages that are built together. They are left by loading the next one, never inside this one: what a page showed then goes with its memory. */
export interface Pages<Catalog extends string = string> {
  /** By path. */
  readonly at: Readonly<Record<string, PageOf<Catalog>>>;
  /** For every other path. */
  readonly unknown: PageOf<Catalog>;
  /** What each of them has around it. */
  readonly frame: ComponentType<FrameProps>;
  readonly fragmentIs: FragmentMeaning;
  readonly catalogs: Readonly<Record<LanguageTag, Readonly<Record<Catalog | "frame", LoadCatalog>>>>;
}

export function pageAt<Catalog extends string>({ at, unknown }: Pages<Catalog>, pathname: string): PageOf<Catalog> {
  return (Object.hasOwn(at, pathname) ? at[pathname] : undefined) ?? unknown;
}
