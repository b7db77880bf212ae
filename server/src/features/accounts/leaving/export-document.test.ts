import { expect, test } from "bun:test";
import { writeExport, type ExportParts } from "./export-document.ts";

const accountId = new Uint8Array(16);

const written = async (parts: ExportParts, maxBytes: number) => {
  const bytes = await writeExport({ head: { format: "test/1" }, parts, accountId, maxBytes });
  return { bytes, document: JSON.parse(new TextDecoder().decode(bytes)) };
};

test("a document has its parts in order, entry by entry, whatever their words", async () => {
  const words = ["", '"],"isComplete":false}', "\u2028\u0000", "é😀"];
  const { document } = await written(
    {
      words: async function* () {
        for (const word of words) yield { word };
      },
      nothing: async function* () {},
    },
    100_000,
  );
  expect(document).toEqual({
    format: "test/1",
    words: words.map((word) => ({ word })),
    nothing: [],
    isComplete: true,
  });
});

test("a document that would grow too large ends where there is no more room, asks for no more, and says so", async () => {
  let made = 0;
  const endless = async function* () {
    for (;;) yield { text: "ä".repeat(500), number: made++ };
  };
  const { bytes, document } = await written({ endless, another: endless }, 100_000);
  expect(bytes.length).toBeLessThanOrEqual(100_000);
  expect(bytes.length).toBeGreaterThan(90_000);
  expect(made).toBeLessThan(100);
  expect([document.endless.length, document.another, document.isComplete]).toEqual([made - 2, [], false]);
});
