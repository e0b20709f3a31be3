/** What the pictures of README show: questions and answers as people really have them. */

export const answer = `A rainbow is sunlight taken apart by rain. Each drop bends the light twice and reflects it once, and every colour leaves at its own angle.

## In three steps

1. **Refraction.** Light slows as it enters a drop; blue slows more than red.
2. **Reflection.** The back of the drop returns part of it.
3. **Refraction again.** On the way out the colours spread further.

| Colour | Wavelength | Angle |
| --- | ---: | ---: |
| Red | 700 nm | 42.4° |
| Green | 530 nm | 41.5° |
| Violet | 400 nm | 40.6° |

The angle follows from Snell’s law. This finds the one at which most light leaves:

\`\`\`typescript
function rainbowAngle(refractiveIndex: number): number {
  const steps = Array.from({ length: 1000 }, (_, step) => step / 1000);
  const deviations = steps.map((offset) => {
    const incidence = Math.asin(offset);
    const refraction = Math.asin(offset / refractiveIndex);
    return 4 * refraction - 2 * incidence;
  });
  return Math.max(...deviations) * (180 / Math.PI);
}

console.log(rainbowAngle(1.331).toFixed(1)); // 42.4
\`\`\`

That is also why two people never see *the same* rainbow: each eye collects light from other drops.
`;

export const question = 'Explain how a rainbow forms, with the angle of each colour.';

export const russianQuestion = 'Почему небо голубое? Коротко.';

export const russianAnswer = `Небо голубое из-за **рассеяния Рэлея**: молекулы воздуха отклоняют короткие волны сильнее длинных.

- Синий свет рассеивается примерно в 5 раз сильнее красного.
- На закате луч проходит больший путь, синий успевает рассеяться, и остаётся красный.

> Фиолетовый рассеивается ещё сильнее, но глаз к нему менее чувствителен.
`;

/** Titles of a library that has been used for a while, newest last. */
export const library: readonly string[] = [
  'A week in Lisbon on foot',
  'Rename files by their date',
  'Letter to the landlord',
  'Why sourdough needs time',
  'Unit tests for a parser',
  'Names for a small bakery',
];

export const quickQuestion = 'How do I reverse a list in Python?';

export const quickAnswer = `There are two ways. \`reverse()\` changes the list itself, and a slice makes a new one:

\`\`\`python
numbers = [1, 2, 3]
numbers.reverse()      # in place
copy = numbers[::-1]   # a new list
\`\`\`

To walk over it without copying, use \`reversed(numbers)\`.`;

export const russianQuickQuestion = 'Как развернуть список в Python?';

export const russianQuickAnswer = `Есть два способа. Метод \`reverse()\` меняет сам список, а срез создаёт новый:

\`\`\`python
numbers = [1, 2, 3]
numbers.reverse()      # на месте
copy = numbers[::-1]   # новый список
\`\`\`

Для обхода без копирования используйте \`reversed(numbers)\`.`;
