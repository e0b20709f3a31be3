/** An answer as models write them, of about `length` characters, its code in `language`: the same at every run. */
export function mixedAnswer(length: number, language = 'typescript'): string {
  const parts: string[] = [];
  for (let section = 1, size = 0; size < length; section++) {
    const part = sectionOf(section, language);
    parts.push(part);
    size += part.length;
  }
  return parts.join('').slice(0, length);
}

/** One code block of about `length` characters. */
export function codeAnswer(length: number, language: string): string {
  const lines: string[] = [`\`\`\`${language}\n`];
  for (let line = 1, size = 0; size < length; line++) {
    const text = `  const value${line} = compute(${line}, { name: 'entry ${line}', active: ${line % 2 === 0} });\n`;
    lines.push(text);
    size += text.length;
  }
  return `${lines.join('').slice(0, length)}\n\`\`\`\n`;
}

function sectionOf(number: number, language: string): string {
  return `## Section ${number}: what happens next

A paragraph with **bold words**, *emphasis*, \`inline code\` and a [link](https://example.org/${number}). It goes on for
two lines, as explanations do, and mentions the price of $${number} without meaning a formula.

- The first point of section ${number}
- The second, with a nested list:
  1. one
  2. two with \`code\`
- The third

\`\`\`${language}
export function step${number}(input: string): number {
  // The comment of step ${number}.
  return input.length + ${number};
}
\`\`\`

| Name | Value | Unit |
|:-----|------:|------|
| first ${number} | ${number * 3} | ms |
| second | ${number * 7} | kB |

> A remark that stands apart from the rest.

`;
}
