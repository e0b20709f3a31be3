/** `1.2.3` or `1.2.3-beta.1`: https://semver.org, without build metadata. */
const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** A try-out comes before the version that it tries out. What is no version is never newer. */
export function isNewer(one: string, other: string): boolean {
  const [a, b] = [VERSION.exec(one), VERSION.exec(other)];
  if (a === null || b === null) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(a[part]) - Number(b[part]);
    if (difference !== 0) return difference > 0;
  }
  return comparePreviews(a[4], b[4]) > 0;
}

function comparePreviews(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  const [ones, others] = [one.split('.'), other.split('.')];
  for (const [index, part] of ones.entries()) {
    const counterpart = others[index];
    if (counterpart === undefined) return 1;
    const difference = comparePart(part, counterpart);
    if (difference !== 0) return difference;
  }
  return ones.length - others.length;
}

/** Numbers before words, numbers by their value, words by their characters. */
function comparePart(one: string, other: string): number {
  const [isNumber, isOther] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOther) return Number(one) - Number(other);
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
