import { expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isReadByOthers } from "./private-file.ts";

const cases: readonly (readonly [string, boolean, boolean])[] = [
  ["600", false, false],
  ["400", false, false],
  // As systemd's access list shows.
  ["440", true, false],
  ["460", true, true],
  ["444", true, true],
  ["640", true, false],
];
test.each(cases)(
  "a file of mode %s is read by others: %p, as a credential of systemd: %p",
  (mode, plain, credential) => {
    const folder = mkdtempSync(join(tmpdir(), "tacet-private-"));
    const path = join(folder, "key");
    writeFileSync(path, "");
    chmodSync(path, Number.parseInt(mode, 8));
    const read = [undefined, `${folder}x`, folder].map((credentials) =>
      isReadByOthers(path, credentials ?? "/nowhere"),
    );
    rmSync(folder, { recursive: true });
    expect(read).toEqual([plain, plain, credential]);
  },
);
