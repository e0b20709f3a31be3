let content: ReadonlyMap<string, string> = new Map();

/** The content of the clipboard by MIME type, as the app or one of its pages left it. */
export function held(): ReadonlyMap<string, string> {
  return content;
}

export function hold(next: ReadonlyMap<string, string>): void {
  content = next;
}
