/** Longest name of an exported file in bytes of UTF-8, without its extension: every file system takes twice as much. */
const LONGEST = 120;

/** Not allowed on Windows, and nowhere of use. */
const forbidden = /[\p{Cc}<>:"/\\|?*\u2028\u2029]+/gu;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** A name for a file that every system takes, made of what a person or a server wrote. Never empty, never a path. */
export function fileNameOf(text: string, otherwise: string): string {
  const words = text.normalize('NFC').replace(forbidden, ' ').replace(/\s+/gu, ' ').trim();
  const name = shortened(words).replace(/^[. ]+|[. ]+$/gu, '');
  if (name === '') return otherwise;
  return reserved.test(name) ? `_${name}` : name;
}

/** The day in local time, as file names sort. */
export function dayOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** The name that no other of `taken` has, on systems that fold case too; the name is added to them. */
export function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique.toLowerCase()); count += 1) {
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    unique = `${stem} ${count}${extension}`;
  }
  taken.add(unique.toLowerCase());
  return unique;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function shortened(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const point of text) {
    const code = point.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > LONGEST) break;
    end += point.length;
  }
  return text.slice(0, end);
}
