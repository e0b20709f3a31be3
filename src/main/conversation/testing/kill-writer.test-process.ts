/**
 * Run and killed by a test: takes turns in the library of a folder for ever, and prints a line for everything that was
 * committed, at once. The text of an answer is `0 1 2 …`, so that a reader knows every prefix of it.
 */
import { writeSync } from 'node:fs';
import { setImmediate as nextTick } from 'node:timers/promises';
import { createConversationFiles } from '../../storage/conversation/documents.ts';
import { createReplyJournal } from '../../storage/conversation/journal.ts';
import { createTrashDays } from '../../storage/trash-days.ts';
import { createConversations } from '../conversations.ts';
import { ask, finish, model, startAnswer, stream } from './library.ts';

const [directory = ''] = process.argv.slice(2);
const clock = Date.now;
const conversations = createConversations({
  files: createConversationFiles({ directory, clock }),
  journal: createReplyJournal({ directory }),
  trashDays: createTrashDays({ directory }),
  broadcast: () => undefined,
  clock,
});

function acknowledge(line: readonly (string | number)[]): void {
  writeSync(1, `${line.join(' ')}\n`);
}

for (let turns = 0; ; turns += 1) {
  const existing = turns % 3 === 0 ? undefined : conversations.summaries().at(-1)?.id;
  const id = existing ?? conversations.create({ model });
  const question = ask(conversations, id, conversations.get(id).leafId);
  acknowledge([id, question, 0]);
  const answer = startAnswer(conversations, id, question);
  acknowledge([id, answer, 0]);
  for (let batch = 0; batch < 12; batch += 1) {
    stream(conversations, id, answer, `${batch} `);
    acknowledge([id, answer, batch + 1]);
    if (batch % 5 === 0) await nextTick();
    if (turns % 7 === 6 && batch === 6) await conversations.flush();
  }
  finish(conversations, id, answer);
  acknowledge([id, answer, 12, 'complete']);
  await nextTick();
  if (turns % 4 === 3)
    conversations.commit(id, { type: 'titled', title: `t${turns}`, by: 'person' });
}
