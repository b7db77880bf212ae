/** Hands a text to the browser as a file to save. It never leaves the device. */
export function saveText(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to copy it by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(url));
}
