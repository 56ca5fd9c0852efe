/** Hands a text to the browser as a file to save; nothing of it stays in the page. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the blob by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
