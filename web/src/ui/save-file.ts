/** Hands the browser something to save. It never leaves the device. */
export function saveFile(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to copy it by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(url));
}
